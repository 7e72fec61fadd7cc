select min(part.plan_ref) as from_key, max(part.plan_ref) as to_key
from (select plan_ref, (row_number() over (order by plan_ref) - 1) / @Size as number from import_installment) as part
group by part.number
order by part.number;

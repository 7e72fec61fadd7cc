select min(part.method_ref) as from_key, max(part.method_ref) as to_key
from (select method_ref, (row_number() over (order by method_ref) - 1) / @Size as number from import_payment_method) as part
group by part.number
order by part.number;

select min(part.customer_ref) as from_key, max(part.customer_ref) as to_key
from (select customer_ref, (row_number() over (order by customer_ref) - 1) / @Size as number from import_customer) as part
group by part.number
order by part.number;

select s.line, 'customer_ref' as column_name, s.customer_ref as value, cast(d.first_line as varchar(20)) as other
from (select customer_ref, min(line) as first_line from import_customer group by customer_ref having count(*) > 1) d
join import_customer s on s.customer_ref = d.customer_ref and s.line > d.first_line;

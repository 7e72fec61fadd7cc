select s.line, 'customer_ref' as column_name, s.customer_ref as value
from import_plan s
where s.customer_ref is not null
    and not exists (select 1 from import_customer r where r.customer_ref = s.customer_ref)
    and not exists (select 1 from customer b where b.customer_ref = s.customer_ref);

select s.line, 'method_ref' as column_name, s.method_ref as value
from import_plan s
where s.method_ref is not null
    and not exists (select 1 from import_payment_method r where r.method_ref = s.method_ref)
    and not exists (select 1 from payment_method b where b.method_ref = s.method_ref);

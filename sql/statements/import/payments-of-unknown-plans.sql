select s.line, 'plan_ref' as column_name, s.plan_ref as value
from import_payment s
where s.plan_ref is not null
    and not exists (select 1 from import_plan r where r.plan_ref = s.plan_ref)
    and not exists (select 1 from installment_plan b where b.plan_ref = s.plan_ref);

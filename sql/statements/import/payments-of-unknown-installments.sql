-- Where the plan is known: an unknown plan is told once.
select s.line, 'number' as column_name, s.plan_ref as value, cast(s.number as varchar(20)) as other
from import_payment s
where s.plan_ref is not null and s.number is not null
    and not exists (select 1 from import_installment r where r.plan_ref = s.plan_ref and r.number = s.number)
    and not exists (
        select 1 from installment_plan p join installment i on i.plan_id = p.plan_id
        where p.plan_ref = s.plan_ref and i.number = s.number)
    and (exists (select 1 from import_plan r where r.plan_ref = s.plan_ref)
        or exists (select 1 from installment_plan p where p.plan_ref = s.plan_ref));

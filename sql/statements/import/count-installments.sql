select
    cast(count(*) as bigint) as known,
    cast(coalesce(sum(case
        when s.due_on <> b.due_on or s.principal <> b.principal or s.interest <> b.interest then 1
        else 0 end), 0) as bigint) as changed
from import_installment s
join installment_plan p on p.plan_ref = s.plan_ref
join installment b on b.plan_id = p.plan_id and b.number = s.number;

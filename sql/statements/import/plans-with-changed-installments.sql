select distinct b.plan_id
from import_installment s
join installment_plan p on p.plan_ref = s.plan_ref
join installment b on b.plan_id = p.plan_id and b.number = s.number
where s.due_on <> b.due_on or s.principal <> b.principal or s.interest <> b.interest;

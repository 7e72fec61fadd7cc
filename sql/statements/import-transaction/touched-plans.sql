-- name: read-plans-with-changed-installments
select distinct inst.plan_id
from import_installment as staged
join installment_plan as pln on pln.plan_ref = staged.plan_ref
join installment as inst on inst.plan_id = pln.plan_id and inst.number = staged.number
where staged.due_on <> inst.due_on or staged.principal <> inst.principal or staged.interest <> inst.interest;

-- name: read-plans-with-new-payments
select distinct pln.plan_id
from import_payment as staged
join installment_plan as pln on pln.plan_ref = staged.plan_ref
where not exists (select 1 from ledger_entry as entry where entry.entry_key = concat('import:', staged.payment_ref));

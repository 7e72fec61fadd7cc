select distinct p.plan_id
from import_payment s
join installment_plan p on p.plan_ref = s.plan_ref
where not exists (select 1 from ledger_entry e where e.entry_key = concat('import:', s.payment_ref));

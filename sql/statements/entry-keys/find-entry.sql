select pln.plan_ref as plan_reference, entry.installment_id, entry.amount, entry.effective_on
from ledger_entry as entry
join installment_plan as pln on pln.plan_id = entry.plan_id
where entry.entry_key = @Key;

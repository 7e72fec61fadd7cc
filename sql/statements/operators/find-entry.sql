select held.plan_ref as plan_reference, entry.installment_id, entry.amount, entry.effective_on
from ledger_entry as entry
join installment_plan as held on held.plan_id = entry.plan_id
where entry.entry_key = @Key;

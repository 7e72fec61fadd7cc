-- Columns are read by position.
select entry.plan_id, entry.entry_id, entry.installment_id, entry.kind, entry.amount, entry.effective_on, entry.reverses_entry_id
from openjson(@Ids) with (value bigint '$') as id
join ledger_entry as entry on entry.plan_id = id.value
order by entry.plan_id, entry.entry_id;

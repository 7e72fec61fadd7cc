-- Imports and reversals leave the statuses to mark-overdue, which reads what was entered after its mark.
select distinct entry.plan_id
from openjson(@Ids) with (value bigint '$') as id
join ledger_entry as entry on entry.plan_id = id.value
where (entry.kind = 'reversal' or entry.entry_key like 'import:%')
  and entry.entry_id > (select coalesce(max(ledger_mark), 0) from job_run where job = 'mark-overdue' and state in ('completed', 'set-aside'));

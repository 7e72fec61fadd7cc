select part.plan_id
from installment as part
where part.status in ('scheduled', 'due', 'overdue') and part.rolled_due_on <= @DueBy and part.plan_id > @After and part.plan_id <= @To
union
select entry.plan_id
from ledger_entry as entry
where entry.entry_id > @LedgerMark and entry.kind <> 'late_fee' and entry.plan_id > @After and entry.plan_id <= @To
order by plan_id;

select inst.plan_id
from installment as inst
where inst.status in ('scheduled', 'due', 'overdue') and inst.rolled_due_on <= @DueBy and inst.plan_id > @After and inst.plan_id <= @To
union
select entry.plan_id
from ledger_entry as entry
where entry.entry_id > @LedgerMark and entry.kind <> 'late_fee' and entry.plan_id > @After and entry.plan_id <= @To
order by plan_id;

select distinct plan_id
from ledger_entry
where entry_id > @LedgerMark and plan_id > @After and plan_id <= @To
order by plan_id;

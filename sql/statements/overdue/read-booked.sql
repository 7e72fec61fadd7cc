-- Payments and waivers since the last run that were not debited.
select entry_id, plan_id, effective_on, entered_at
from ledger_entry
where entry_id > @LedgerMark
  and plan_id > @After
  and plan_id <= @To
  and kind in ('payment', 'waiver')
  and order_no is null
order by entry_id;

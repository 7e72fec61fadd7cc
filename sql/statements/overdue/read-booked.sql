-- What was booked without a debit since the last run: payments and waivers.
select entry_id, plan_id, effective_on, entered_at
from ledger_entry
where entry_id > @LedgerMark
  and plan_id > @After
  and plan_id <= @To
  and kind in ('payment', 'waiver')
  and order_no is null
order by entry_id;

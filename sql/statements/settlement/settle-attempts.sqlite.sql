-- Only what is still in doubt is settled, and only what was never sent again can be withdrawn. A success is booked whatever state the
-- attempt was given up in.
-- Materialized, because json_each serializes an object again for every field that is read of it.
with change as materialized (select value from json_each(@Batch))
update debit_attempt
set given_up_as = case when debit_attempt.state in ('unknown', 'pending', 'lost') then null else debit_attempt.state end,
    state = change.value ->> 'state',
    reference = change.value ->> 'reference',
    decline_code = coalesce(change.value ->> 'declineCode', debit_attempt.decline_code),
    advice_code = coalesce(change.value ->> 'adviceCode', debit_attempt.advice_code),
    decline_category = coalesce(change.value ->> 'category', debit_attempt.decline_category),
    detail = change.value ->> 'detail',
    settled_at = change.value ->> 'settledAt'
from change
where debit_attempt.order_no = change.value ->> 'orderNumber'
  and (debit_attempt.state in ('unknown', 'pending', 'lost') or (change.value ->> 'state' = 'succeeded' and debit_attempt.state <> 'succeeded'))
  and (change.value ->> 'state' <> 'withdrawn'
       or not exists (select 1 from open_debit as debit where debit.order_no = debit_attempt.order_no and debit.resends > 0))
returning order_no as order_number, given_up_as;

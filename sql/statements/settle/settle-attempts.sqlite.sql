-- Only what is still in doubt is settled, and only what was never sent again can be withdrawn.
update debit_attempt
set state = change.value ->> 'state',
    reference = change.value ->> 'reference',
    decline_code = change.value ->> 'declineCode',
    advice_code = change.value ->> 'adviceCode',
    decline_category = change.value ->> 'category',
    detail = change.value ->> 'detail',
    settled_at = change.value ->> 'settledAt'
from json_each(@Batch) as change
where debit_attempt.order_no = change.value ->> 'orderNumber'
  and debit_attempt.state in ('unknown', 'pending', 'lost')
  and (change.value ->> 'state' <> 'withdrawn'
       or not exists (select 1 from open_debit as open_one where open_one.order_no = debit_attempt.order_no and open_one.resends > 0))
returning order_no;

-- The primary key of open_debit is the guard: an installment that has an open debit keeps the one it has.
insert into open_debit (installment_id, order_no, next_ask_at, last_sent_at)
select value ->> 'installmentId', value ->> 'orderNumber', @FirstAskAt, value ->> 'sentAt'
from json_each(@Batch)
where true
on conflict (installment_id) do nothing
returning order_no;

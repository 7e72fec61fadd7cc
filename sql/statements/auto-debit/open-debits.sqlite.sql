-- The primary key of open_debit is the guard: an installment that has an open debit keeps the one it has.
insert into open_debit (installment_id, order_no, next_ask_at, last_sent_at)
-- Materialized, because json_each writes an object out anew for every field that is read of it.
with batch_row as materialized (select value from json_each(@Batch))
select value ->> 'installmentId', value ->> 'orderNumber', @FirstAskAt, value ->> 'sentAt'
from batch_row
where true
on conflict (installment_id) do nothing
returning order_no;

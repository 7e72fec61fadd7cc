-- The primary key of open_debit guards: an installment with an open debit keeps it.
insert into open_debit (installment_id, order_no, next_ask_at, last_sent_at)
-- Materialized, because json_each serializes an object again for every field that is read of it.
with batch_row as materialized (select value from json_each(@Batch))
select value ->> 'installmentId', value ->> 'orderNumber', @FirstAskAt, value ->> 'sentAt'
from batch_row
where true
on conflict (installment_id) do nothing
returning order_no;

-- The unique key of a message guards: what is in the outbox already stays as it is.
insert into message (
    message_key, kind, customer_id, plan_id, installment_id, courtesy, business_date, facts, created_at, state, next_try_at)
-- Materialized, because json_each serializes an object again for every field that is read of it.
with batch_row as materialized (select value from json_each(@Batch))
select value ->> 'key', value ->> 'kind', value ->> 'customerId', value ->> 'planId', value ->> 'installmentId', value ->> 'courtesy',
       value ->> 'businessDate', value ->> 'facts', @Now, 'waiting', coalesce(value ->> 'notBefore', @Now)
from batch_row
where true
on conflict (message_key) do nothing;

-- Materialized, because json_each writes an object out anew for every field that is read of it.
with outcome as materialized (select value from json_each(@Batch))
update message
set state = outcome.value ->> 'state',
    next_try_at = outcome.value ->> 'nextTryAt',
    tries = tries + (outcome.value ->> 'tried'),
    finished_at = case when outcome.value ->> 'state' = 'waiting' then null else @Now end,
    detail = outcome.value ->> 'detail'
from outcome
where message.message_id = outcome.value ->> 'messageId' and message.state = 'waiting';

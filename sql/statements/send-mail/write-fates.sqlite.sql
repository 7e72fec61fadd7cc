update message
set state = fate.value ->> 'state',
    next_try_at = fate.value ->> 'nextTryAt',
    tries = tries + (fate.value ->> 'tried'),
    finished_at = case when fate.value ->> 'state' = 'waiting' then null else @Now end,
    detail = fate.value ->> 'detail'
from json_each(@Batch) as fate
where message.message_id = fate.value ->> 'messageId' and message.state = 'waiting';

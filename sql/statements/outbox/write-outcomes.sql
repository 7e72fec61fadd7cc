update msg
set state = outcome.state,
    next_try_at = outcome.next_try_at,
    tries = msg.tries + outcome.tried,
    finished_at = case when outcome.state = 'waiting' then null else @Now end,
    detail = outcome.detail
from message as msg
cross join openjson(@Batch) with (
    message_id  bigint        '$.messageId',
    state       varchar(16)   '$.state',
    next_try_at datetime2(3)  '$.nextTryAt',
    tried       int           '$.tried',
    detail      nvarchar(400) '$.detail') as outcome
where msg.message_id = outcome.message_id and msg.state = 'waiting';

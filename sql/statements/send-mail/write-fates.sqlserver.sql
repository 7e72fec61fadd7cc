update mail
set state = fate.state,
    next_try_at = fate.next_try_at,
    tries = mail.tries + fate.tried,
    finished_at = case when fate.state = 'waiting' then null else @Now end,
    detail = fate.detail
from message as mail
join openjson(@Batch) with (
    message_id  bigint        '$.messageId',
    state       varchar(16)   '$.state',
    next_try_at datetime2(3)  '$.nextTryAt',
    tried       int           '$.tried',
    detail      nvarchar(400) '$.detail') as fate
    on fate.message_id = mail.message_id
where mail.state = 'waiting';

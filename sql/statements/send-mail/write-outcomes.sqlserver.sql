update mail
set state = outcome.state,
    next_try_at = outcome.next_try_at,
    tries = mail.tries + outcome.tried,
    finished_at = case when outcome.state = 'waiting' then null else @Now end,
    detail = outcome.detail
from message as mail
join openjson(@Batch) with (
    message_id  bigint        '$.messageId',
    state       varchar(16)   '$.state',
    next_try_at datetime2(3)  '$.nextTryAt',
    tried       int           '$.tried',
    detail      nvarchar(400) '$.detail') as outcome
    on outcome.message_id = mail.message_id
where mail.state = 'waiting';

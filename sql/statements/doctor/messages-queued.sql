select concat('message ', mail.message_id, ': waits, and is never tried') as finding
from message as mail
where mail.state = 'waiting' and mail.next_try_at is null
union all
select concat('message ', mail.message_id, ': is ', mail.state, ', and will be tried again')
from message as mail
where mail.state <> 'waiting' and mail.next_try_at is not null;

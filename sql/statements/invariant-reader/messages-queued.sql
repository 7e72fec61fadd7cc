select concat('message ', msg.message_id, ': waits, and is never tried') as finding
from message as msg
where msg.state = 'waiting' and msg.next_try_at is null
union all
select concat('message ', msg.message_id, ': is ', msg.state, ', and will be tried again')
from message as msg
where msg.state <> 'waiting' and msg.next_try_at is not null;

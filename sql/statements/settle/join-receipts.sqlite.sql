-- A receipt that is kept back tells of one part more. One that may be on its way already stays as it is.
update message
set facts = change.value ->> 'facts', next_try_at = coalesce(change.value ->> 'notBefore', @Now)
from json_each(@Batch) as change
where message.message_key = change.value ->> 'key' and message.state = 'waiting' and message.next_try_at > @Now
returning message_key;

-- The first message after a key: one step into the primary key.
select message_id, created_at
from message
where message_id = (select min(message_id) from message where message_id > @After);

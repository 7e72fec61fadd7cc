-- The first and the last key of a table.

-- name: message-keys
select coalesce(min(message_id), 0) as first_key, coalesce(max(message_id), -1) as last_key from message;

-- name: message-after
-- The first message after a key: one seek in the primary key.
select message_id, created_at
from message
where message_id = (select min(message_id) from message where message_id > @After);


-- Messages are numbered as they are written, so the lowest number that waits is the oldest; its row alone is read.
select waiting.messages as count, (select created_at from message where message_id = waiting.oldest_id) as oldest
from (select count(*) as messages, min(message_id) as oldest_id from message where next_try_at is not null) as waiting;

insert into run_slice (run_id, number, from_key, to_key, done_to, state, fence)
select @RunId, value ->> 'number', value ->> 'after', value ->> 'to', value ->> 'after', 'open', 0
from json_each(@Batch);

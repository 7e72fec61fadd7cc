insert into run_slice (run_id, number, from_key, to_key, done_to, state, fence)
select @RunId, slice.number, slice.after_key, slice.to_key, slice.after_key, 'open', 0
from openjson(@Batch) with (
    number    int    '$.number',
    after_key bigint '$.after',
    to_key    bigint '$.to') as slice;

select number, state, to_key - from_key as keys, done_to - from_key as done_keys, fence as leases, owner
from run_slice
where run_id = @RunId and number > @After and number <= @To
order by number;

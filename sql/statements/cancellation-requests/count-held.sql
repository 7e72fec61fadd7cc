-- Slices under a lease that has not ended.
select count(*) from run_slice where run_id = @RunId and state = 'open' and expires_at > @MachineNow;

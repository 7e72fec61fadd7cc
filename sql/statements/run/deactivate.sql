-- Ending a run takes its slices from whoever still holds them: a worker that hangs must not wake up and continue.
update run_slice
set state = 'left', fence = fence + 1, owner = null, expires_at = null
where run_id = @RunId and state = 'open';

delete from active_run where run_id = @RunId;

update job_run
set state = case
                when @State = 'completed' and exists (select 1 from run_tally as tally where tally.run_id = job_run.run_id and tally.name = 'setAside')
                then 'set-aside'
                else @State
            end,
    stop_reason = @Reason,
    finished_at = @Now
where run_id = @RunId and state in ('cutting', 'active');

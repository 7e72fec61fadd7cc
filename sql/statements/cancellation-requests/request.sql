-- Its workers read it and stop. Nobody is cancelled twice.
update job_run set cancel_wish = @Reason where run_id = @RunId and cancel_wish is null and state in ('cutting', 'active');

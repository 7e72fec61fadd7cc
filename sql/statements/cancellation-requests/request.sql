-- Its workers read it and stop. A run is cancelled once.
update job_run set cancel_wish = @Reason where run_id = @RunId and cancel_wish is null and state in ('cutting', 'active');

select cancel_wish from job_run where run_id = @RunId and cancel_wish is not null and state in ('cutting', 'active');

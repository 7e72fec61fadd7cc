update job_run set state = 'active' where run_id = @RunId and state = 'cutting';

select count(*) from job_run where run_id = @RunId;

select run_id, job, business_date, state, trigger_kind, started_at, finished_at, stop_reason from job_run where run_id = @RunId;

select coalesce(min(run_id), 0) as first_key, coalesce(max(run_id), -1) as last_key from job_run;

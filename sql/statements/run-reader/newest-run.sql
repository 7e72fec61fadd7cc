select max(run_id) from job_run;

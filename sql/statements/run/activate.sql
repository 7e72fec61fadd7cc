insert into active_run (job, run_id) values (@Job, @RunId);

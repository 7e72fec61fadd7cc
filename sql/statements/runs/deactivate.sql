delete from active_run where run_id = @RunId;

select coalesce(min(run_error_id), 0) as first_key, coalesce(max(run_error_id), -1) as last_key from run_error where run_id = @RunId;

-- The first and the last key of a table.

-- name: read-keys
select coalesce(min(run_id), 0) as first_key, coalesce(max(run_id), -1) as last_key from job_run;

-- name: error-keys
select coalesce(min(run_error_id), 0) as first_key, coalesce(max(run_error_id), -1) as last_key from run_error where run_id = @RunId;


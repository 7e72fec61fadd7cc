select run_id, job, business_date, occasion, try_no, state, trigger_kind, actor, reason, started_at, finished_at, stop_reason, background_job
from job_run
where run_id = @RunId;

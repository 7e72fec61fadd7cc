-- A run by its key, if it is active.
select run.run_id, run.job, run.business_date, run.occasion as occurrence, run.state
from active_run as active
join job_run as run on run.run_id = active.run_id
where active.run_id = @RunId;

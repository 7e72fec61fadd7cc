select concat('run ', active.run_id, ': holds ', active.job, ' and is not an active run of it') as finding
from active_run as active
left join job_run as run on run.run_id = active.run_id and run.job = active.job and run.state in ('cutting', 'active')
where run.run_id is null
union all
select concat('run ', run.run_id, ': ', run.state, ', and does not hold ', run.job)
from job_run as run
left join active_run as active on active.run_id = run.run_id and active.job = run.job
where run.state in ('cutting', 'active') and active.run_id is null;

-- Cheap enough for a health check: the jobs are named, so that their open runs are found by index seeks. Half a million runs a
-- year have ended.
select concat('run ', active.run_id, ': holds ', active.job, ' and is not an active run of it') as finding
from active_run as active
left join job_run as run on run.run_id = active.run_id and run.job = active.job and run.state in ('cutting', 'active')
where run.run_id is null
union all
select concat('run ', run.run_id, ': ', run.state, ', and does not hold ', run.job)
from (select 'reconcile' as job
      union all select 'mark-overdue'
      union all select 'late-fees'
      union all select 'remind'
      union all select 'auto-debit'
      union all select 'send-mail') as named
join job_run as run on run.job = named.job and run.state in ('cutting', 'active')
left join active_run as active on active.run_id = run.run_id and active.job = run.job
where active.run_id is null;

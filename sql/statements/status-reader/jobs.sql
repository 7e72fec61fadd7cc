-- One row for each job, by one index seek each: send-mail alone has half a million runs a year.
select wanted.job as job,
       (select max(run.run_id) from job_run as run where run.job = wanted.job) as last_run_id,
       (select max(finished.business_date)
        from (select max(run.business_date) as business_date from job_run as run where run.job = wanted.job and run.state = 'completed'
              union all
              select max(run.business_date) from job_run as run where run.job = wanted.job and run.state = 'set-aside' and run.stop_reason is null
              union all
              select max(run.business_date) from job_run as run where run.job = wanted.job and run.state = 'stopped') as finished) as last_finished,
       (select active.run_id from active_run as active where active.job = wanted.job) as active_run_id
from (select value collate Latin1_General_100_BIN2 as job from openjson(@Jobs) with (value varchar(32) '$')) as wanted;

-- By the newest business date, not the newest run: a run for an older date may have moved nothing.
select coalesce(max(ledger_mark), 0)
from job_run
where job = @Job
  and run_id <> @RunId
  and state in ('completed', 'set-aside')
  and business_date = (select max(newest.business_date)
                       from (select max(business_date) as business_date
                             from job_run
                             where job = @Job and state = 'completed' and run_id <> @RunId
                             union all
                             select max(business_date)
                             from job_run
                             where job = @Job and state = 'set-aside' and run_id <> @RunId) as newest);

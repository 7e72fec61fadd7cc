-- The last of several runs for the newest date. Its slices cover the plans there were when it began.
select run.business_date as closed_day,
       run.ledger_mark,
       coalesce((select max(slice.to_key) from run_slice as slice where slice.run_id = run.run_id), 0) as last_plan_id
from job_run as run
where run.run_id = (select max(newest.run_id)
                    from job_run as newest
                    where newest.job = 'late-fees'
                      and newest.state in ('completed', 'set-aside')
                      and newest.business_date = (select max(business_date) from job_run where job = 'late-fees' and state in ('completed', 'set-aside')));

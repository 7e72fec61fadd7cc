-- Runs that are over, and that a later run of the job for a later date replaces. What is left has, for each job, the newest date
-- that was finished with all its runs, their ledger marks and slices, and the newest run of all.
select run.run_id, run.job,
       (select count(*) from run_slice as slice where slice.run_id = run.run_id) as slices,
       (select count(*) from run_tally as tally where tally.run_id = run.run_id) as tallies,
       (select count(*) from run_error as error where error.run_id = run.run_id) as errors
from job_run as run
where run.run_id > @After
  and run.run_id <= @To
  and run.state in ('completed', 'set-aside', 'stopped', 'failed', 'superseded', 'cancelled')
  and run.finished_at < @Before
  and not exists (select 1 from active_run as active where active.run_id = run.run_id)
  and exists (select 1
              from job_run as newer
              where newer.job = run.job
                and newer.state in ('completed', 'set-aside')
                and newer.business_date > run.business_date
                and newer.run_id > run.run_id)
order by run.run_id;

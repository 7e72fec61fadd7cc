-- What was entered after this run began may have changed what the job decided then.
select coalesce(max(ledger_mark), 0)
from job_run
where job = @Job and run_id <> @RunId and state in ('completed', 'set-aside');

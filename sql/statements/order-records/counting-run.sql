-- Where an order counts that no run settled: in the run that made it, or in the newest one of its job where that was pruned.
select max(run.run_id)
from job_run as run
where run.job = 'auto-debit'
  and (run.run_id = @RunId or not exists (select 1 from job_run as own where own.run_id = @RunId));

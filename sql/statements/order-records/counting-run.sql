-- The run that counts an order which no run settled: the one that made it, or the newest of its job if that was pruned.
select max(run.run_id)
from job_run as run
where run.job = 'auto-debit'
  and (run.run_id = @RunId or not exists (select 1 from job_run as own where own.run_id = @RunId));

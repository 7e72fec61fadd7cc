-- How far a run has come.
select run.run_id, run.job, run.business_date, run.started_at,
       count(slice.number) as slices,
       coalesce(sum(case when slice.state = 'done' then 1 else 0 end), 0) as done_slices,
       coalesce(sum(slice.to_key - slice.from_key), 0) as keys,
       coalesce(sum(slice.done_to - slice.from_key), 0) as done_keys
from job_run as run
left join run_slice as slice on slice.run_id = run.run_id
where run.run_id = @RunId
group by run.run_id, run.job, run.business_date, run.started_at;

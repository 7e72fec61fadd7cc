-- How far every active run has come. Before it is cut it has no slices.
select run.run_id, run.job, run.business_date, run.started_at,
       count(slice.number) as slices,
       coalesce(sum(case when slice.state = 'done' then 1 else 0 end), 0) as done_slices,
       coalesce(sum(slice.to_key - slice.from_key), 0) as keys,
       coalesce(sum(slice.done_to - slice.from_key), 0) as done_keys
from active_run as active
join job_run as run on run.run_id = active.run_id
left join run_slice as slice on slice.run_id = run.run_id
group by run.run_id, run.job, run.business_date, run.started_at
order by run.run_id;

-- The active run of a job, and whether any of its slices has a lease that has not ended.
select run.run_id, run.job, run.business_date, run.occasion as occurrence, run.state,
       (select count(*)
        from run_slice as slice
        where slice.run_id = run.run_id and slice.state = 'open' and slice.expires_at > @MachineNow) as living_workers
from active_run as active
join job_run as run on run.run_id = active.run_id
where active.job = @Job;

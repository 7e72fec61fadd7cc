-- The newest matching runs of a range of keys; an empty text matches all. A run that found nothing has no slice.
select listed.run_id, listed.job, listed.business_date, listed.occurrence, listed.try_no, listed.state, listed.trigger_kind, listed.actor,
       listed.reason, listed.started_at, listed.finished_at, listed.stop_reason, listed.background_job
from (select run.run_id, run.job, run.business_date, run.occasion as occurrence, run.try_no, run.state, run.trigger_kind, run.actor,
             run.reason, run.started_at, run.finished_at, run.stop_reason, run.background_job,
             row_number() over (order by run.run_id desc) as place
      from job_run as run
      where run.run_id >= @First
        and run.run_id <= @Last
        and run.business_date >= @From
        and run.business_date <= @To
        and (@Job = '' or run.job = @Job)
        and (@State = '' or run.state = @State)
        and (@Trigger = '' or run.trigger_kind = @Trigger)
        and (@WithIdle = 1
             or run.state <> 'completed'
             or exists (select 1 from run_slice as slice where slice.run_id = run.run_id))) as listed
where listed.place <= @Count
order by listed.run_id desc;

-- Used by RecordReader, CancellationRequests, RunReader, RunStore and StatusReader.
select run.run_id, run.job, run.business_date, run.occasion as occurrence, run.try_no, run.state, run.trigger_kind, run.actor, run.reason,
       run.started_at, run.finished_at, run.stop_reason, run.background_job
from openjson(@Ids) with (value bigint '$') as id
join job_run as run on run.run_id = id.value;

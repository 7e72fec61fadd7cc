select run.run_id, run.job, run.business_date, run.state, run.trigger_kind, run.started_at, run.finished_at, run.stop_reason
from openjson(@Ids) with (value bigint '$') as id
join job_run as run on run.run_id = id.value;

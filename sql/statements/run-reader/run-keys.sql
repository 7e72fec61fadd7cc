-- Between which keys the runs of a stretch of business dates lie.
select min(run_id) as first_run_id, max(run_id) as last_run_id
from job_run
where business_date >= @From and business_date <= @To;

-- The first and the last key of the runs of a range of business dates.
select min(run_id) as first_run_id, max(run_id) as last_run_id
from job_run
where business_date >= @From and business_date <= @To;

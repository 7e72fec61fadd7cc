-- Used by RunReader and RunStore.
-- The newest try of an occasion comes first.
select run_id, job, business_date, occasion, try_no, state, stop_reason
from job_run
where job = @Job and business_date = @BusinessDate and occasion = @Occasion
order by try_no desc;

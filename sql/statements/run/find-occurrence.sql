-- Used by RunReader and RunStore.
-- The newest try of an occurrence first.
select run_id, job, business_date, occasion as occurrence, try_no, state, stop_reason
from job_run
where job = @Job and business_date = @BusinessDate and occasion = @Occurrence
order by try_no desc;

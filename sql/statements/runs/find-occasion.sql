select run_id, job, business_date, occasion, state
from job_run
where job = @Job and business_date = @BusinessDate and occasion = @Occasion;

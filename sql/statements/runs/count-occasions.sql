-- A failed or superseded occasion is tried again under its name with a number behind it.
select count(*)
from job_run
where job = @Job and business_date = @BusinessDate and (occasion = @Occasion or occasion like @Again);

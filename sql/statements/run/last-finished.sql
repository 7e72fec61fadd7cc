-- One index seek for each state, however many runs there are. A run that was set aside with a reason of its own reached nothing:
-- its day is not finished.
select max(newest.business_date)
from (select max(business_date) as business_date from job_run where job = @Job and state = 'completed'
      union all
      select max(business_date) from job_run where job = @Job and state = 'set-aside' and stop_reason is null
      union all
      select max(business_date) from job_run where job = @Job and state = 'stopped') as newest;

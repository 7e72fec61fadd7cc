select max(business_date) from job_run where job = 'late-fees' and state in ('completed', 'set-aside');

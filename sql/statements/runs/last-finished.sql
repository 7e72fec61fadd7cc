select max(business_date) from job_run where job = @Job and state in ('completed', 'set-aside', 'stopped');

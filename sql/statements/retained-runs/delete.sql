delete from job_run
where run_id in (select value from openjson(@Ids) with (value bigint '$'))
  and state in ('completed', 'set-aside', 'stopped', 'failed', 'superseded', 'cancelled')
  and finished_at < @Before;

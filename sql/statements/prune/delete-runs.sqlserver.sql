delete from job_run
where run_id in (select listed.id from openjson(@Ids) with (id bigint '$') as listed)
  and state in ('completed', 'set-aside', 'stopped', 'failed', 'superseded')
  and finished_at < @Before;

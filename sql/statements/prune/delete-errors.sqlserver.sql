delete from run_error
where run_id in (select listed.id from openjson(@Ids) with (id bigint '$') as listed) and run_error_id > @After and run_error_id <= @To;

delete from run_error
where run_id in (select value from json_each(@Ids)) and run_error_id > @After and run_error_id <= @To;

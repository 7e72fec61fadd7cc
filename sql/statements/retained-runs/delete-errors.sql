delete from run_error
where run_id in (select value from openjson(@Ids) with (value bigint '$')) and run_error_id > @After and run_error_id <= @To;

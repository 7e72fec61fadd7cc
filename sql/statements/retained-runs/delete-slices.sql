delete from run_slice
where run_id in (select value from openjson(@Ids) with (value bigint '$')) and number > @After and number <= @To;

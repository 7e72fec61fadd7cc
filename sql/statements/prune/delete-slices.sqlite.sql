delete from run_slice
where run_id in (select value from json_each(@Ids)) and number > @After and number <= @To;

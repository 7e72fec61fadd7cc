delete from run_slice
where run_id in (select listed.id from openjson(@Ids) with (id bigint '$') as listed) and number > @After and number <= @To;

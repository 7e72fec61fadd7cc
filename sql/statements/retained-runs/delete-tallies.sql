-- Tells what it deleted: a row is brought forward by who deleted it, once.
delete from run_tally
output deleted.run_id as [run_id], deleted.name as [name], deleted.currency as [currency], deleted.value as [value]
where run_id in (select value from openjson(@Ids) with (value bigint '$')) and slice > @After and slice <= @To;

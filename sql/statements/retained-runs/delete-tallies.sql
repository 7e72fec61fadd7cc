-- Returns what it deleted: whoever deleted a row carries it forward, once.
delete from run_tally
output deleted.run_id as [run_id], deleted.name as [name], deleted.currency as [currency], deleted.value as [value]
where run_id in (select value from openjson(@Ids) with (value bigint '$')) and slice > @After and slice <= @To;

-- Tells what it deleted: a row is brought forward by who deleted it, once.
delete from run_tally
where run_id in (select value from json_each(@Ids)) and slice > @After and slice <= @To
returning run_id, name, currency, value;

-- The same transaction has moved the slice, or begun the run: the lock on that row keeps two from adding to one slice at once.
-- Existing rows are added to before missing ones are inserted, so nothing is added twice.
update tally
set value = tally.value + change.value
from run_tally as tally
join openjson(@Batch) with (
    name     varchar(64) '$.name',
    currency varchar(3)  '$.currency',
    value    bigint      '$.value') as change
    on change.name collate Latin1_General_100_BIN2 = tally.name and change.currency collate Latin1_General_100_BIN2 = tally.currency
where tally.run_id = @RunId and tally.slice = @Number;

insert into run_tally (run_id, slice, name, currency, value)
select @RunId, @Number, change.name, change.currency, change.value
from openjson(@Batch) with (
    name     varchar(64) '$.name',
    currency varchar(3)  '$.currency',
    value    bigint      '$.value') as change
where not exists (select 1
                  from run_tally as tally
                  where tally.run_id = @RunId
                    and tally.slice = @Number
                    and tally.name = change.name collate Latin1_General_100_BIN2
                    and tally.currency = change.currency collate Latin1_General_100_BIN2);

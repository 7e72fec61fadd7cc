-- Used by RetainedAttempts, RetainedMessages and RetainedRuns.
-- Existing rows are added to before missing ones are inserted, so nothing is added twice. Of two transactions that carry the same
-- counter forward for the first time the primary key allows one; the other is rolled back and run again.
update carried
set value = carried.value + change.value
from pruned_tally as carried
cross join openjson(@Batch) with (
    job      varchar(32) '$.job',
    name     varchar(64) '$.name',
    currency varchar(3)  '$.currency',
    value    bigint      '$.value') as change
where carried.job = change.job collate Latin1_General_100_BIN2
  and carried.name = change.name collate Latin1_General_100_BIN2
  and carried.currency = change.currency collate Latin1_General_100_BIN2;

insert into pruned_tally (job, name, currency, value)
select change.job, change.name, change.currency, change.value
from openjson(@Batch) with (
    job      varchar(32) '$.job',
    name     varchar(64) '$.name',
    currency varchar(3)  '$.currency',
    value    bigint      '$.value') as change
where not exists (select 1
                  from pruned_tally as carried
                  where carried.job = change.job collate Latin1_General_100_BIN2
                    and carried.name = change.name collate Latin1_General_100_BIN2
                    and carried.currency = change.currency collate Latin1_General_100_BIN2);

-- Used by RetainedAttempts, RetainedMessages and RetainedRuns.
-- What is there is added to before what is missing is put there, so nothing is added twice. Of two that bring the same counter
-- forward for the first time at once the primary key lets one; the other is undone whole, and run again.
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

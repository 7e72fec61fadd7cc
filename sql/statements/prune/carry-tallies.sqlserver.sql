-- Of two that bring the same counter forward for the first time at once, the primary key lets one; the other is undone whole.
update pruned_tally
set value = pruned_tally.value
    + (select sum(added.value)
       from openjson(@Batch) with (job varchar(32) '$.job', name varchar(64) '$.name', currency varchar(3) '$.currency', value bigint '$.value') as added
       where added.job = pruned_tally.job and added.name = pruned_tally.name and added.currency = pruned_tally.currency)
where exists (select 1
              from openjson(@Batch) with (job varchar(32) '$.job', name varchar(64) '$.name', currency varchar(3) '$.currency') as added
              where added.job = pruned_tally.job and added.name = pruned_tally.name and added.currency = pruned_tally.currency);

insert into pruned_tally (job, name, currency, value)
select added.job, added.name, added.currency, added.value
from openjson(@Batch) with (job varchar(32) '$.job', name varchar(64) '$.name', currency varchar(3) '$.currency', value bigint '$.value') as added
where not exists (select 1
                  from pruned_tally as carried
                  where carried.job = added.job and carried.name = added.name and carried.currency = added.currency);

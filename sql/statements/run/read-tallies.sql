-- Used by RunReader, RunStore and StatusReader.
select tally.run_id, tally.name, tally.currency, sum(tally.value) as value
from openjson(@Ids) with (value bigint '$') as id
join run_tally as tally on tally.run_id = id.value
group by tally.run_id, tally.name, tally.currency
order by tally.run_id, tally.name, tally.currency;

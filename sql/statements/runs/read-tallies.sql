-- Read for the report of a run, the status, and the lists and pages of runs.
select tally.run_id, tally.name, tally.currency, sum(tally.value) as value
from openjson(@Ids) with (value bigint '$') as id
join run_tally as tally on tally.run_id = id.value
group by tally.run_id, tally.name, tally.currency
order by tally.run_id, tally.name, tally.currency;

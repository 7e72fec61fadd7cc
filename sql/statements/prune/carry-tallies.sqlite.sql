insert into pruned_tally (job, name, currency, value)
select value ->> 'job', value ->> 'name', value ->> 'currency', value ->> 'value'
from json_each(@Batch)
where true
on conflict (job, name, currency) do update set value = pruned_tally.value + excluded.value;

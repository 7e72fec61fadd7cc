insert into run_tally (run_id, slice, name, currency, value)
select @RunId, @Number, value ->> 'name', value ->> 'currency', value ->> 'value'
from json_each(@Batch)
where true
on conflict (run_id, slice, name, currency) do update set value = run_tally.value + excluded.value;

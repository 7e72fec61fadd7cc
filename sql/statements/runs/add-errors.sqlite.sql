insert into run_error (run_id, code, subject, detail, recorded_at)
select @RunId, value ->> 'code', value ->> 'subject', value ->> 'detail', @Now
from json_each(@Batch);

select 'error' as kind, subject, code as state, detail, recorded_at as at
from run_error
where run_id = @RunId
order by run_error_id;

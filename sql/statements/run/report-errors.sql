select code, subject, detail
from (select code, subject, detail, row_number() over (order by run_error_id) as place from run_error where run_id = @RunId) as listed
where place <= 100
order by place;

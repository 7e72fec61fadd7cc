select sought.value as order_number
from json_each(@Batch) as sought
where not exists (select 1 from statement_line as one where one.order_no = sought.value);

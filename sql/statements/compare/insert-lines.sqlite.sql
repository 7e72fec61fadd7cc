insert into statement_line (line, order_no, amount, currency, status, completed_at)
select value ->> 'line', value ->> 'orderNumber', value ->> 'amount', value ->> 'currency', value ->> 'status', value ->> 'completedAt'
from json_each(@Batch);

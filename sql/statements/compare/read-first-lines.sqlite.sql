select line, order_no as order_number, amount, currency, status, completed_at
from statement_line as one
where line > @After and line <= @To
  and not exists (select 1 from statement_line as earlier where earlier.order_no = one.order_no and earlier.line < one.line)
order by line;

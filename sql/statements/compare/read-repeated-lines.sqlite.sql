select line, order_no as order_number, amount, currency, status, completed_at,
       (select min(earlier.line) from statement_line as earlier where earlier.order_no = again.order_no) as first_line
from statement_line as again
where line > @After and line <= @To
  and exists (select 1 from statement_line as earlier where earlier.order_no = again.order_no and earlier.line < again.line)
order by line;

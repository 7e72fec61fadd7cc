update debit_attempt
set state = 'lost'
where order_no in (select value from json_each(@Batch)) and state in ('unknown', 'pending', 'lost')
returning order_no;

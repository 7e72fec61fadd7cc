-- Locks the attempt before its open debit, like settlement/settle-attempts: whoever withdraws the order waits here for the outcome.
update debit_attempt
set state = 'lost'
output inserted.order_no as [order_no]
where order_no in (select value collate Latin1_General_100_BIN2 from openjson(@Batch) with (value varchar(32) '$'))
  and state in ('unknown', 'pending', 'lost');

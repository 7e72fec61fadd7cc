-- The attempt before its open debit, as settlement/settle-attempts takes them: whoever withdraws it waits for the outcome here.
update debit_attempt
set state = 'lost'
output inserted.order_no as [order_no]
where order_no in (select value collate Latin1_General_100_BIN2 from openjson(@Batch) with (value varchar(32) '$'))
  and state in ('unknown', 'pending', 'lost');

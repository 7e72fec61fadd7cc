select attempt.order_no as order_number, attempt.channel, attempt.amount, attempt.currency, attempt.state, attempt.sent_at, attempt.settled_at
from openjson(@Batch) with (value varchar(64) '$') as sought
join debit_attempt as attempt on attempt.order_no = sought.value collate Latin1_General_100_BIN2;

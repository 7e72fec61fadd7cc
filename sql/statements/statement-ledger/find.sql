select att.order_no as order_number, att.channel, att.amount, att.currency, att.state, att.sent_at, att.settled_at
from openjson(@Batch) with (value varchar(64) '$') as wanted
join debit_attempt as att on att.order_no = wanted.value collate Latin1_General_100_BIN2;

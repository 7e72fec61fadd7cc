select attempt.order_no as reference, attempt.installment_id
from openjson(@Batch) with (value varchar(320) '$') as named
join debit_attempt as attempt on attempt.order_no = named.value collate Latin1_General_100_BIN2;

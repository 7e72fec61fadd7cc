select att.order_no as reference, att.installment_id
from openjson(@Batch) with (value varchar(320) '$') as wanted
join debit_attempt as att on att.order_no = wanted.value collate Latin1_General_100_BIN2;

select attempt.order_no as reference, attempt.installment_id
from json_each(@Batch) as named
join debit_attempt as attempt on attempt.order_no = named.value;

update customer
set bad_address_reason = fate.value ->> 'detail'
from json_each(@Batch) as fate
join message as mail on mail.message_id = fate.value ->> 'messageId'
where customer.customer_id = mail.customer_id and customer.bad_address_reason is null;

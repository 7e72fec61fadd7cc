update customer
set bad_address_reason = outcome.value ->> 'detail'
from json_each(@Batch) as outcome
join message as mail on mail.message_id = outcome.value ->> 'messageId'
where customer.customer_id = mail.customer_id and customer.bad_address_reason is null;

update cust
set bad_address_reason = outcome.detail
from customer as cust
cross join openjson(@Batch) with (
    message_id bigint        '$.messageId',
    detail     nvarchar(400) '$.detail') as outcome
join message as msg on msg.message_id = outcome.message_id
where cust.customer_id = msg.customer_id and cust.bad_address_reason is null;

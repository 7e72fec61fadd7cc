update who
set bad_address_reason = outcome.detail
from customer as who
join message as mail on mail.customer_id = who.customer_id
join openjson(@Batch) with (
    message_id bigint        '$.messageId',
    detail     nvarchar(400) '$.detail') as outcome
    on outcome.message_id = mail.message_id
where who.bad_address_reason is null;

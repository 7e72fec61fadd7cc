select msg.message_id, msg.installment_id
from openjson(@Ids) with (value bigint '$') as wanted
join message as msg on msg.message_id = wanted.value;

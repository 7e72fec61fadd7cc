select att.payment_method_id, att.sent_at
from openjson(@Ids) with (value bigint '$') as id
join debit_attempt as att on att.payment_method_id = id.value and att.sent_at > @From
where att.state <> 'withdrawn';

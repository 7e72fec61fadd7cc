select attempt.payment_method_id, attempt.sent_at
from openjson(@Ids) with (value bigint '$') as id
join debit_attempt as attempt on attempt.payment_method_id = id.value and attempt.sent_at > @From
where attempt.state <> 'withdrawn';

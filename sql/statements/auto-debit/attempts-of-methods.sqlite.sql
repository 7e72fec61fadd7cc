select attempt.payment_method_id, attempt.sent_at
from json_each(@Ids) as id
join debit_attempt as attempt on attempt.payment_method_id = id.value and attempt.sent_at > @From
where attempt.state <> 'withdrawn';

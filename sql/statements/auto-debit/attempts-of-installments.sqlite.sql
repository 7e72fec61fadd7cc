-- A series of parts is one attempt: that which ended it. Whatever succeeded with more to follow did not.
select attempt.installment_id, attempt.payment_method_id, attempt.business_date, attempt.sent_at,
       attempt.channel, attempt.decline_code, attempt.advice_code,
       case when attempt.state = 'declined' and attempt.decline_category = 'hard' then 1 else 0 end as is_hard_decline
from json_each(@Ids) as id
join debit_attempt as attempt on attempt.installment_id = id.value
where attempt.state <> 'withdrawn'
  and not (attempt.state = 'succeeded' and attempt.rest_amount > 0);

-- A series of parts is one attempt: the one that ended it. A part that succeeded with more to come does not count.
select att.installment_id, att.payment_method_id, att.business_date, att.sent_at,
       att.channel, att.decline_code, att.advice_code,
       case when att.state = 'declined' and att.decline_category = 'hard' then 1 else 0 end as is_hard_decline
from openjson(@Ids) with (value bigint '$') as id
join debit_attempt as att on att.installment_id = id.value
where att.state <> 'withdrawn'
  and not (att.state = 'succeeded' and att.rest_amount > 0);

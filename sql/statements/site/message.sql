select mail.message_id, mail.message_key, mail.kind, mail.courtesy, mail.facts, mail.state, mail.created_at, mail.finished_at,
       mail.next_try_at, mail.tries, mail.detail, mail.customer_id, mail.plan_id, mail.installment_id, who.name, coalesce(who.email, '') as email, who.language,
       case when part.status = 'paid' then 1 else 0 end as is_paid,
       case when who.bad_address_reason is null then 0 else 1 end as has_bad_address,
       case when who.courtesy_off_at is null then 0 else 1 end as courtesy_off
from message as mail
join customer as who on who.customer_id = mail.customer_id
join installment as part on part.installment_id = mail.installment_id
where mail.message_id = @MessageId;

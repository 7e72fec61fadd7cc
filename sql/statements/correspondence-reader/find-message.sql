-- Used by CorrespondenceReader and MessageCopies.
select msg.message_id, msg.message_key, msg.kind, msg.courtesy, msg.facts, msg.state, msg.created_at, msg.finished_at,
       msg.next_try_at, msg.tries, msg.detail, msg.customer_id, msg.plan_id, msg.installment_id, cust.name, coalesce(cust.email, '') as email, cust.language,
       case when inst.status = 'paid' then 1 else 0 end as is_paid,
       case when cust.bad_address_reason is null then 0 else 1 end as has_bad_address,
       case when cust.courtesy_off_at is null then 0 else 1 end as courtesy_off
from message as msg
join customer as cust on cust.customer_id = msg.customer_id
join installment as inst on inst.installment_id = msg.installment_id
where msg.message_id = @MessageId;

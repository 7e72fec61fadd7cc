select msg.message_id, msg.message_key, msg.kind, msg.courtesy, msg.facts, msg.tries,
       cust.name, coalesce(cust.email, '') as email, cust.language, cust.time_zone,
       case when inst.status = 'paid' then 1 else 0 end as is_paid,
       case when cust.bad_address_reason is null then 0 else 1 end as has_bad_address,
       case when cust.courtesy_off_at is null then 0 else 1 end as courtesy_off,
       case when msg.courtesy = 1
                 and exists (select 1
                             from account_hold as hold
                             where (hold.customer_id = msg.customer_id or hold.plan_id = msg.plan_id)
                               and hold.released_at is null
                               and (hold.until_date is null or hold.until_date >= @BusinessDate))
            then 1 else 0 end as is_on_hold
from message as msg
join customer as cust on cust.customer_id = msg.customer_id
join installment as inst on inst.installment_id = msg.installment_id
where msg.message_id > @After and msg.message_id <= @To and msg.next_try_at <= @Now
order by msg.message_id;

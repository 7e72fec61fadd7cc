select mail.message_id, mail.message_key, mail.kind, mail.courtesy, mail.facts, mail.tries,
       who.name, coalesce(who.email, '') as email, who.language, who.time_zone,
       case when part.status = 'paid' then 1 else 0 end as is_paid,
       case when who.bad_address_reason is null then 0 else 1 end as has_bad_address,
       case when who.courtesy_off_at is null then 0 else 1 end as courtesy_off,
       case when mail.courtesy = 1
                 and exists (select 1
                             from account_hold as hold
                             where (hold.customer_id = mail.customer_id or hold.plan_id = mail.plan_id)
                               and hold.released_at is null
                               and (hold.until_date is null or hold.until_date >= @BusinessDate))
            then 1 else 0 end as is_on_hold
from message as mail
join customer as who on who.customer_id = mail.customer_id
join installment as part on part.installment_id = mail.installment_id
where mail.message_id > @After and mail.message_id <= @To and mail.next_try_at <= @Now
order by mail.message_id;

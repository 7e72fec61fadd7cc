select part.installment_id, part.plan_id, held.customer_id, part.rolled_due_on as due_on, held.payment_method_id, held.autopay,
       coalesce(held.fallback, 0) as allows_fallback,
       case when exists (select 1 from open_debit as open_one where open_one.installment_id = part.installment_id) then 1 else 0 end as is_in_doubt,
       case when who.courtesy_off_at is null then 0 else 1 end as courtesy_off,
       case when exists (select 1 from open_debit as open_one where open_one.installment_id = part.installment_id) then 1 else 0 end as is_in_doubt,
       case when exists (select 1
                         from message as mail
                         where mail.message_key in (concat(@DueSoon, ':', part.installment_id, ':', convert(varchar(10), @BusinessDate, 23)),
                                                    concat(@Overdue, ':', part.installment_id, ':', convert(varchar(10), @BusinessDate, 23))))
            then 1 else 0 end as is_written,
       case when exists (select 1
                         from message as mail
                         where mail.message_key = concat(@DueSoon, ':', part.installment_id, ':', convert(varchar(10), @BusinessDate, 23)))
            then 1 else 0 end as is_due_soon_written
from installment as part
join installment_plan as held on held.plan_id = part.plan_id
join customer as who on who.customer_id = held.customer_id
where part.installment_id > @After
  and part.installment_id <= @To
  and part.status in ('scheduled', 'due', 'overdue')
  and (part.rolled_due_on in (select value collate Latin1_General_100_BIN2 from openjson(@DueDates) with (value date '$'))
       or (held.autopay = 1
           and part.rolled_due_on <= @NoticeUntil
           and exists (select 1
                       from payment_method as method
                       where method.customer_id = held.customer_id
                         and method.status = 'active'
                         and method.channel in (select value collate Latin1_General_100_BIN2 from openjson(@NoticeChannels) with (value nvarchar(32) '$')))))
order by part.installment_id;

select inst.installment_id, inst.plan_id, pln.customer_id, inst.rolled_due_on as due_on, pln.payment_method_id, pln.autopay,
       coalesce(pln.fallback, 0) as allows_fallback,
       case when exists (select 1 from open_debit as debit where debit.installment_id = inst.installment_id) then 1 else 0 end as is_in_doubt,
       case when cust.courtesy_off_at is null then 0 else 1 end as courtesy_off,
       case when exists (select 1
                         from message as msg
                         where msg.message_key in (concat(@DueSoon, ':', inst.installment_id, ':', convert(varchar(10), @BusinessDate, 23)),
                                                   concat(@Overdue, ':', inst.installment_id, ':', convert(varchar(10), @BusinessDate, 23))))
            then 1 else 0 end as is_written,
       case when exists (select 1
                         from message as msg
                         where msg.message_key = concat(@DueSoon, ':', inst.installment_id, ':', convert(varchar(10), @BusinessDate, 23)))
            then 1 else 0 end as is_due_soon_written
from installment as inst
join installment_plan as pln on pln.plan_id = inst.plan_id
join customer as cust on cust.customer_id = pln.customer_id
where inst.installment_id > @After
  and inst.installment_id <= @To
  and inst.status in ('scheduled', 'due', 'overdue')
  and (inst.rolled_due_on in (select value from openjson(@DueDates) with (value date '$'))
       or (pln.autopay = 1
           and inst.rolled_due_on <= @NoticeUntil
           and exists (select 1
                       from payment_method as meth
                       where meth.customer_id = pln.customer_id
                         and meth.status = 'active'
                         and meth.channel in (select value collate Latin1_General_100_BIN2 from openjson(@NoticeChannels) with (value nvarchar(32) '$')))))
order by inst.installment_id;

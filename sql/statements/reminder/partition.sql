-- Installments that get a message, and those that may soon be debited on a channel that demands notice.
select installment_id
from (select due.installment_id as installment_id,
             row_number() over (order by due.installment_id) as place,
             count(*) over () as total
      from (select inst.installment_id as installment_id
            from openjson(@DueDates) with (value date '$') as due_date
            join installment as inst on inst.status in ('scheduled', 'due', 'overdue') and inst.rolled_due_on = due_date.value
            union
            select inst.installment_id
            from installment as inst
            join installment_plan as pln on pln.plan_id = inst.plan_id
            where inst.status in ('scheduled', 'due', 'overdue')
              and inst.rolled_due_on <= @NoticeUntil
              and pln.autopay = 1
              and exists (select 1
                          from payment_method as meth
                          where meth.customer_id = pln.customer_id
                            and meth.status = 'active'
                            and meth.channel in (select value collate Latin1_General_100_BIN2 from openjson(@NoticeChannels) with (value nvarchar(32) '$')))) as due) as candidate
where place % @SliceSize = 0 or place = total
order by installment_id;

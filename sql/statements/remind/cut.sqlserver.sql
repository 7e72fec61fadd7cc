-- Installments that get a message, and those that may be debited soon on a channel that demands notice.
select installment_id
from (select found_one.installment_id as installment_id,
             row_number() over (order by found_one.installment_id) as place,
             count(*) over () as total
      from (select part.installment_id as installment_id
            from openjson(@DueDates) with (value date '$') as due_date
            join installment as part on part.status in ('scheduled', 'due', 'overdue') and part.rolled_due_on = due_date.value
            union
            select part.installment_id
            from installment as part
            join installment_plan as held on held.plan_id = part.plan_id
            where part.status in ('scheduled', 'due', 'overdue')
              and part.rolled_due_on <= @NoticeUntil
              and held.autopay = 1
              and exists (select 1
                          from payment_method as method
                          where method.customer_id = held.customer_id
                            and method.status = 'active'
                            and method.channel in (select value collate Latin1_General_100_BIN2 from openjson(@NoticeChannels) with (value nvarchar(32) '$')))) as found_one) as candidate
where place % @SliceSize = 0 or place = total
order by installment_id;

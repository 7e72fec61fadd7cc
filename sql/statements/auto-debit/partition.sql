-- A slice ends with the customer of every n-th candidate: a customer is never split between slices. After its last day an
-- installment is a candidate once more when a method of its customer is new, or active again, and was not tried since.
select distinct customer_id
from (select pln.customer_id as customer_id,
             row_number() over (order by pln.customer_id) as place,
             count(*) over () as total
      from installment as inst
      join installment_plan as pln on pln.plan_id = inst.plan_id
      where inst.status in ('scheduled', 'due', 'overdue')
        and inst.rolled_due_on <= @LatestDueOn
        and (inst.rolled_due_on >= @OldestDueOn
             or exists (select 1
                        from payment_method as meth
                        where meth.customer_id = pln.customer_id
                          and meth.status = 'active'
                          and meth.active_since is not null
                          and not exists (select 1
                                          from debit_attempt as att
                                          where att.installment_id = inst.installment_id
                                            and att.sent_at >= meth.active_since
                                            and att.business_date < @BusinessDate
                                            and att.state <> 'withdrawn'
                                            and not (att.state = 'succeeded' and att.rest_amount > 0))))
        and pln.autopay = 1) as candidate
where place % @SliceSize = 0 or place = total
order by customer_id;

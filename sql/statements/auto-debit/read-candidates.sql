-- A debit before the due date needs a due-soon message that was sent.
select inst.installment_id, inst.plan_id, pln.customer_id, inst.rolled_due_on as due_on, pln.payment_method_id,
       coalesce(pln.fallback, 0) as allows_fallback,
       case when inst.rolled_due_on > @BusinessDate
                 and exists (select 1
                             from message as msg
                             where msg.customer_id = pln.customer_id
                               and msg.installment_id = inst.installment_id
                               and msg.kind = 'due-soon'
                               and msg.state = 'sent')
            then 1 else 0 end as is_due_soon_sent,
       case when exists (select 1 from debit_notice as notice where notice.installment_id = inst.installment_id) then 1 else 0 end as has_notices
from installment_plan as pln
join installment as inst on inst.plan_id = pln.plan_id
where pln.customer_id > @After
  and pln.customer_id <= @To
  and pln.autopay = 1
  and inst.status in ('scheduled', 'due', 'overdue')
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
  and not exists (select 1 from open_debit as debit where debit.installment_id = inst.installment_id)
order by pln.customer_id, inst.rolled_due_on, inst.installment_id;

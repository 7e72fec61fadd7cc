-- A due-soon notice is looked for where a debit would be made before the due date.
select part.installment_id, part.plan_id, held.customer_id, part.rolled_due_on as due_on, held.payment_method_id,
       coalesce(held.fallback, 0) as allows_fallback,
       case when part.rolled_due_on > @BusinessDate
                 and exists (select 1
                             from message as mail
                             where mail.customer_id = held.customer_id
                               and mail.installment_id = part.installment_id
                               and mail.kind = 'due-soon'
                               and mail.state = 'sent')
            then 1 else 0 end as is_due_soon_sent,
       case when exists (select 1 from debit_notice as notice where notice.installment_id = part.installment_id) then 1 else 0 end as has_notices
from installment_plan as held
join installment as part on part.plan_id = held.plan_id
where held.customer_id > @After
  and held.customer_id <= @To
  and held.autopay = 1
  and part.status in ('scheduled', 'due', 'overdue')
  and part.rolled_due_on <= @LatestDueOn
  and (part.rolled_due_on >= @OldestDueOn
       or exists (select 1
                  from payment_method as method
                  where method.customer_id = held.customer_id
                    and method.status = 'active'
                    and method.active_since is not null
                    and not exists (select 1
                                    from debit_attempt as attempt
                                    where attempt.installment_id = part.installment_id
                                      and attempt.sent_at >= method.active_since
                                      and attempt.business_date < @BusinessDate
                                      and attempt.state <> 'withdrawn'
                                      and not (attempt.state = 'succeeded' and attempt.rest_amount > 0))))
  and not exists (select 1 from open_debit as open_one where open_one.installment_id = part.installment_id)
order by held.customer_id, part.rolled_due_on, part.installment_id;

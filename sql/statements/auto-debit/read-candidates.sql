select part.installment_id, part.plan_id, held.customer_id, part.rolled_due_on as due_on, held.payment_method_id
from installment_plan as held
join installment as part on part.plan_id = held.plan_id
where held.customer_id > @After
  and held.customer_id <= @To
  and held.autopay = 1
  and part.status in ('scheduled', 'due', 'overdue')
  and part.rolled_due_on between @OldestDueOn and @LatestDueOn
  and not exists (select 1 from open_debit as open_one where open_one.installment_id = part.installment_id)
order by held.customer_id, part.rolled_due_on, part.installment_id;

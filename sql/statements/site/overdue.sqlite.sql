-- In the order of installment_by_status_and_due_date, from where the last page ended.
select part.installment_id, part.plan_id, held.plan_ref as plan_reference, who.customer_ref as customer_reference, part.number,
       part.rolled_due_on as due_on, held.currency, part.principal, part.interest
from installment as part
cross join installment_plan as held on held.plan_id = part.plan_id
cross join customer as who on who.customer_id = held.customer_id
where part.status = 'overdue' and part.rolled_due_on >= @From and part.rolled_due_on <= @To
  and (part.rolled_due_on > @From or part.plan_id > @AfterPlan or (part.plan_id = @AfterPlan and part.installment_id > @After))
order by part.rolled_due_on, part.plan_id, part.installment_id
limit @Count;

-- In the order of installment_by_status_and_due_date, from where the last page ended: cross joins keep SQLite to it.
select inst.installment_id, inst.plan_id, pln.plan_ref as plan_reference, cust.customer_ref as customer_reference, inst.number,
       inst.rolled_due_on as due_on, pln.currency, inst.principal, inst.interest
from installment as inst
cross join installment_plan as pln
cross join customer as cust
where pln.plan_id = inst.plan_id and cust.customer_id = pln.customer_id
  and inst.status = 'overdue' and inst.rolled_due_on >= @From and inst.rolled_due_on <= @To
  and (inst.rolled_due_on > @From or inst.plan_id > @AfterPlan or (inst.plan_id = @AfterPlan and inst.installment_id > @After))
order by inst.rolled_due_on, inst.plan_id, inst.installment_id
offset 0 rows fetch next @Count rows only;

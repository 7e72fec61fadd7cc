-- What is open of what falls due in the coming days; partial payments are not subtracted. Written like this so that the statuses
-- do not lead the planner to the index by status, which has no amounts.
select inst.rolled_due_on as due_on, pln.currency, count(*) as installments, sum(inst.principal + inst.interest) as amount
from installment as inst
join installment_plan as pln on pln.plan_id = inst.plan_id
where inst.rolled_due_on >= @From and inst.rolled_due_on <= @To and inst.status <> 'paid' and inst.status <> 'written_off'
group by inst.rolled_due_on, pln.currency
order by inst.rolled_due_on, pln.currency;

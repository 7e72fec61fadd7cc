-- What is open of what falls due in the coming days, from the index alone; a payment in part is not taken off.
select part.rolled_due_on as due_on, held.currency, count(*) as installments, sum(part.principal + part.interest) as amount
from installment as part
join installment_plan as held on held.plan_id = part.plan_id
where part.rolled_due_on >= @From and part.rolled_due_on <= @To and part.status in ('scheduled', 'due', 'overdue')
group by part.rolled_due_on, held.currency
order by part.rolled_due_on, held.currency;

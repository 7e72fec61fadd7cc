-- What is open of what falls due in the coming days; a payment in part is not taken off. Put like this, so that the statuses don't
-- lead to the index by status, which has no amounts.
select part.rolled_due_on as due_on, held.currency, count(*) as installments, sum(part.principal + part.interest) as amount
from installment as part
join installment_plan as held on held.plan_id = part.plan_id
where part.rolled_due_on >= @From and part.rolled_due_on <= @To and part.status <> 'paid' and part.status <> 'written_off'
group by part.rolled_due_on, held.currency
order by part.rolled_due_on, held.currency;

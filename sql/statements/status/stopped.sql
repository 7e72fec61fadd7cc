-- Joined in this order, whatever the planner thinks of the plans' number: few installments are that old and unpaid.
select count(*)
from installment as part
cross join installment_plan as held
where held.plan_id = part.plan_id
  and part.status in ('scheduled', 'due', 'overdue') and part.rolled_due_on < @OldestDueOn and held.autopay = 1;

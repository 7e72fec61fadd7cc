select count(*)
from installment as part
join installment_plan as held on held.plan_id = part.plan_id
where part.status in ('scheduled', 'due', 'overdue') and part.rolled_due_on < @OldestDueOn and held.autopay = 1;

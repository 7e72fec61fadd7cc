select part.plan_id, held.product, part.installment_id, part.number, part.rolled_due_on as due_on, part.principal, part.interest, part.status,
       part.written_off_on
from installment as part
join installment_plan as held on held.plan_id = part.plan_id
where part.plan_id > @After
  and part.plan_id <= @To
  and ((part.status = 'scheduled' and part.rolled_due_on <= @DueBy) or (part.status = 'due' and part.rolled_due_on <= @OverdueBy))
order by part.plan_id, part.number;

select inst.plan_id, pln.product, inst.installment_id, inst.number, inst.rolled_due_on as due_on, inst.principal, inst.interest, inst.status,
       inst.written_off_on
from installment as inst
join installment_plan as pln on pln.plan_id = inst.plan_id
where inst.plan_id > @After
  and inst.plan_id <= @To
  and ((inst.status = 'scheduled' and inst.rolled_due_on <= @DueBy) or (inst.status = 'due' and inst.rolled_due_on <= @OverdueBy))
order by inst.plan_id, inst.number;

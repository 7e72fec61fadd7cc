select concat('plan ', pln.plan_ref, ': of ', pln.principal, ', its installments add up to ', coalesce(sum(inst.principal), 0)) as finding
from installment_plan as pln
left join installment as inst on inst.plan_id = pln.plan_id
group by pln.plan_id, pln.plan_ref, pln.principal
having coalesce(sum(inst.principal), 0) <> pln.principal;

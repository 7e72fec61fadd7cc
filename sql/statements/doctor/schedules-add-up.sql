select concat('plan ', held.plan_ref, ': of ', held.principal, ', its installments add up to ', coalesce(sum(part.principal), 0)) as finding
from installment_plan as held
left join installment as part on part.plan_id = held.plan_id
group by held.plan_id, held.plan_ref, held.principal
having coalesce(sum(part.principal), 0) <> held.principal;

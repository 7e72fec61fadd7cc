select held.plan_ref as reference, held.plan_id
from json_each(@Batch) as named
join installment_plan as held on held.plan_ref = named.value;

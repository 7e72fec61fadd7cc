select held.plan_id, held.plan_ref as plan_reference, held.customer_id, held.product, held.currency
from json_each(@Ids) as id
join installment_plan as held on held.plan_id = id.value;

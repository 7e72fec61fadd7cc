select held.plan_id, held.plan_ref as plan_reference, held.customer_id, held.product, held.currency
from openjson(@Ids) with (value bigint '$') as id
join installment_plan as held on held.plan_id = id.value;

select pln.plan_id, pln.plan_ref as plan_reference, pln.customer_id, pln.product, pln.currency
from openjson(@Ids) with (value bigint '$') as id
join installment_plan as pln on pln.plan_id = id.value;

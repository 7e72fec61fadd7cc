select pln.plan_id, pln.plan_ref as reference, pln.customer_id, cust.customer_ref as customer_reference, pln.product, pln.currency,
       pln.principal, pln.signed_on, pln.autopay, meth.method_ref as method_reference
from installment_plan as pln
join customer as cust on cust.customer_id = pln.customer_id
left join payment_method as meth on meth.payment_method_id = pln.payment_method_id
where pln.plan_id = @PlanId;

select held.plan_id, held.plan_ref as reference, held.customer_id, who.customer_ref as customer_reference, held.product, held.currency,
       held.principal, held.signed_on, held.autopay, method.method_ref as method_reference
from installment_plan as held
join customer as who on who.customer_id = held.customer_id
left join payment_method as method on method.payment_method_id = held.payment_method_id
where held.plan_id = @PlanId;

-- Ranked, which both databases understand: a customer has few plans.
select plan_id, reference, customer_id, customer_reference, product, currency, principal, signed_on, autopay, method_reference
from (select pln.plan_id, pln.plan_ref as reference, pln.customer_id, cust.customer_ref as customer_reference, pln.product, pln.currency,
             pln.principal, pln.signed_on, pln.autopay, meth.method_ref as method_reference,
             row_number() over (order by pln.plan_id) as place
      from installment_plan as pln
      join customer as cust on cust.customer_id = pln.customer_id
      left join payment_method as meth on meth.payment_method_id = pln.payment_method_id
      where pln.customer_id = @CustomerId and pln.plan_id > @After) as listed
where place <= @Count
order by place;

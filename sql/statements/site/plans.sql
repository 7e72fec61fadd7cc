-- Ranked, which both databases understand: a customer has few plans.
select plan_id, reference, customer_id, customer_reference, product, currency, principal, signed_on, autopay, method_reference
from (select held.plan_id, held.plan_ref as reference, held.customer_id, who.customer_ref as customer_reference, held.product, held.currency,
             held.principal, held.signed_on, held.autopay, method.method_ref as method_reference,
             row_number() over (order by held.plan_id) as place
      from installment_plan as held
      join customer as who on who.customer_id = held.customer_id
      left join payment_method as method on method.payment_method_id = held.payment_method_id
      where held.customer_id = @CustomerId and held.plan_id > @After) as listed
where place <= @Count
order by place;

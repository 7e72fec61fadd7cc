-- Plans whose designated method was stood in for by others until that had to be allowed, and of which nobody has said since.
select held.plan_ref
from installment_plan as held
where held.fallback is null
  and held.payment_method_id is not null
  and exists (select 1
              from payment_method as other
              where other.customer_id = held.customer_id
                and other.payment_method_id <> held.payment_method_id
                and other.status = 'active')
order by held.plan_ref;

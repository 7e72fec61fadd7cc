-- Plans whose designated method had others as fallback until that had to be allowed, and for which no file has said so since.
select pln.plan_ref
from installment_plan as pln
where pln.fallback is null
  and pln.payment_method_id is not null
  and exists (select 1
              from payment_method as other
              where other.customer_id = pln.customer_id
                and other.payment_method_id <> pln.payment_method_id
                and other.status = 'active')
order by pln.plan_ref;

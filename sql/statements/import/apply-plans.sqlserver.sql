declare @locked bigint;
-- Who opens debits of these plans meanwhile waits, and sees it: see connection/lock-facts.
select @locked = sum(held.principal)
from installment_plan as held with (updlock)
where held.plan_ref in (select plan_ref from import_plan);

update held
set product = staged.product,
    currency = staged.currency,
    principal = staged.principal,
    signed_on = staged.signed_on,
    autopay = staged.autopay,
    payment_method_id = method.payment_method_id
from installment_plan as held
join import_plan as staged on staged.plan_ref = held.plan_ref
left join payment_method as method on method.method_ref = staged.method_ref
where held.product <> staged.product
    or held.currency <> staged.currency
    or held.principal <> staged.principal
    or held.signed_on <> staged.signed_on
    or held.autopay <> staged.autopay
    or coalesce(held.payment_method_id, 0) <> coalesce(method.payment_method_id, 0);

insert into installment_plan (plan_ref, customer_id, product, currency, principal, signed_on, autopay, payment_method_id)
select staged.plan_ref, who.customer_id, staged.product, staged.currency, staged.principal, staged.signed_on, staged.autopay,
       method.payment_method_id
from import_plan as staged
join customer as who on who.customer_ref = staged.customer_ref
left join payment_method as method on method.method_ref = staged.method_ref
where not exists (select 1 from installment_plan as held where held.plan_ref = staged.plan_ref)
order by staged.line;

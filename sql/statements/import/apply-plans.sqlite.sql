insert into installment_plan (plan_ref, customer_id, product, currency, principal, signed_on, autopay, payment_method_id)
select s.plan_ref, c.customer_id, s.product, s.currency, s.principal, s.signed_on, s.autopay, m.payment_method_id
from import_plan s
join customer c on c.customer_ref = s.customer_ref
left join payment_method m on m.method_ref = s.method_ref
where true
on conflict (plan_ref) do update set
    product = excluded.product,
    currency = excluded.currency,
    principal = excluded.principal,
    signed_on = excluded.signed_on,
    autopay = excluded.autopay,
    payment_method_id = excluded.payment_method_id
where installment_plan.product <> excluded.product
    or installment_plan.currency <> excluded.currency
    or installment_plan.principal <> excluded.principal
    or installment_plan.signed_on <> excluded.signed_on
    or installment_plan.autopay <> excluded.autopay
    or installment_plan.payment_method_id is not excluded.payment_method_id;

-- Whether and by which method a plan is debited follows the file only where the file's own value changed since its last
-- import: what the customer changed elsewhere is kept.
insert into installment_plan (
    plan_ref, customer_id, product, currency, principal, signed_on, autopay, payment_method_id, fallback,
    imported_autopay, imported_method_ref, imported_fallback)
select
    staged.plan_ref, cust.customer_id, staged.product, staged.currency, staged.principal, staged.signed_on, staged.autopay,
    meth.payment_method_id, coalesce(staged.fallback, 0), staged.autopay, coalesce(staged.method_ref, ''), staged.fallback
from import_plan as staged
join customer as cust on cust.customer_ref = staged.customer_ref
left join payment_method as meth on meth.method_ref = staged.method_ref
where staged.plan_ref between @FromKey and @ToKey
on conflict (plan_ref) do update set
    product = excluded.product,
    currency = excluded.currency,
    principal = excluded.principal,
    signed_on = excluded.signed_on,
    autopay = case
        when installment_plan.imported_autopay is not excluded.imported_autopay then excluded.autopay
        else installment_plan.autopay end,
    payment_method_id = case
        when installment_plan.imported_method_ref is not excluded.imported_method_ref then excluded.payment_method_id
        else installment_plan.payment_method_id end,
    fallback = case
        when installment_plan.imported_fallback is not coalesce(excluded.imported_fallback, installment_plan.imported_fallback)
            then excluded.imported_fallback
        else installment_plan.fallback end,
    imported_autopay = excluded.imported_autopay,
    imported_method_ref = excluded.imported_method_ref,
    imported_fallback = coalesce(excluded.imported_fallback, installment_plan.imported_fallback)
where installment_plan.product <> excluded.product
    or installment_plan.currency <> excluded.currency
    or installment_plan.principal <> excluded.principal
    or installment_plan.signed_on <> excluded.signed_on
    or installment_plan.imported_autopay is not excluded.imported_autopay
    or installment_plan.imported_method_ref is not excluded.imported_method_ref
    or installment_plan.imported_fallback is not coalesce(excluded.imported_fallback, installment_plan.imported_fallback);

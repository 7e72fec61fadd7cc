select
    cast(count(*) as bigint) as known,
    cast(coalesce(sum(case
        when s.product <> b.product or s.currency <> b.currency or s.principal <> b.principal or s.signed_on <> b.signed_on
            or s.autopay <> b.autopay or coalesce(s.method_ref, '') <> coalesce(m.method_ref, '') then 1
        else 0 end), 0) as bigint) as changed
from import_plan s
join installment_plan b on b.plan_ref = s.plan_ref
left join payment_method m on m.payment_method_id = b.payment_method_id;

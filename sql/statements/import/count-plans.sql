-- A value that nobody gave by a file before is a change, as import/apply-plans has it.
select
    cast(count(*) as bigint) as known,
    cast(coalesce(sum(case
        when s.product <> b.product or s.currency <> b.currency or s.principal <> b.principal or s.signed_on <> b.signed_on
            or b.imported_autopay is null or s.autopay <> b.imported_autopay
            or b.imported_method_ref is null or coalesce(s.method_ref, '') <> b.imported_method_ref
            or (s.fallback is not null and b.imported_fallback is null) or s.fallback <> b.imported_fallback then 1
        else 0 end), 0) as bigint) as changed
from import_plan s
join installment_plan b on b.plan_ref = s.plan_ref;

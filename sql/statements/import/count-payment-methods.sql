select
    cast(count(*) as bigint) as known,
    cast(coalesce(sum(case
        when s.token <> b.token or s.priority <> b.priority or s.status <> coalesce(b.imported_status, b.status) then 1
        else 0 end), 0) as bigint) as changed
from import_payment_method s
join payment_method b on b.method_ref = s.method_ref;

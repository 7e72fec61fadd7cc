select
    cast(count(*) as bigint) as known,
    cast(coalesce(sum(case
        when s.token <> b.token or s.priority <> b.priority or s.status <> coalesce(b.imported_status, b.status)
            or s.max_amount <> coalesce(b.imported_max_amount, -1)
            or s.valid_from <> coalesce(b.imported_valid_from, '0001-01-01')
            or s.valid_until <> coalesce(b.imported_valid_until, '0001-01-01') then 1
        else 0 end), 0) as bigint) as changed
from import_payment_method s
join payment_method b on b.method_ref = s.method_ref;

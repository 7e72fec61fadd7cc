select
    count(*) as known,
    coalesce(sum(case
        when s.name <> b.name or s.email <> b.email or s.language <> b.language or s.time_zone <> b.time_zone then 1
        else 0 end), 0) as changed
from import_customer s
join customer b on b.customer_ref = s.customer_ref;

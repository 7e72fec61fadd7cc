-- Byte by byte, as import/apply-customers has it.
select
    cast(count(*) as bigint) as known,
    cast(coalesce(sum(case
        when s.name <> b.name collate Latin1_General_100_BIN2
            or s.email <> b.email collate Latin1_General_100_BIN2
            or s.language <> b.language
            or s.time_zone <> b.time_zone then 1
        else 0 end), 0) as bigint) as changed
from import_customer s
join customer b on b.customer_ref = s.customer_ref;

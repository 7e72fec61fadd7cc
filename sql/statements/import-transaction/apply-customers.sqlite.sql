-- A new address is tried again.
insert into customer (customer_ref, name, email, language, time_zone)
select customer_ref, name, email, language, time_zone
from import_customer
where customer_ref between @FromKey and @ToKey
on conflict (customer_ref) do update set
    name = excluded.name,
    email = excluded.email,
    language = excluded.language,
    time_zone = excluded.time_zone,
    bad_address_reason = case when customer.email = excluded.email then customer.bad_address_reason end
where customer.name <> excluded.name
    or customer.email <> excluded.email
    or customer.language <> excluded.language
    or customer.time_zone <> excluded.time_zone;

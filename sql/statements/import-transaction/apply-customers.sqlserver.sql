-- A new address is tried again. Texts for people are compared byte by byte: a corrected capital is a change.
update cust
set name = staged.name,
    email = staged.email,
    language = staged.language,
    time_zone = staged.time_zone,
    bad_address_reason = case when cust.email = staged.email collate Latin1_General_100_BIN2 then cust.bad_address_reason end
from customer as cust
join import_customer as staged on staged.customer_ref = cust.customer_ref
where staged.customer_ref between @FromKey and @ToKey
    and (cust.name <> staged.name collate Latin1_General_100_BIN2
        or cust.email <> staged.email collate Latin1_General_100_BIN2
        or cust.language <> staged.language
        or cust.time_zone <> staged.time_zone);

insert into customer (customer_ref, name, email, language, time_zone)
select staged.customer_ref, staged.name, staged.email, staged.language, staged.time_zone
from import_customer as staged
where staged.customer_ref between @FromKey and @ToKey
    and not exists (select 1 from customer as cust where cust.customer_ref = staged.customer_ref)
order by staged.line;

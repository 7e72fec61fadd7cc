insert into import_customer (line, customer_ref, name, email, language, time_zone)
select value ->> 'line', value ->> 'customerRef', value ->> 'name', value ->> 'email', value ->> 'language', value ->> 'timeZone'
from json_each(@Rows);

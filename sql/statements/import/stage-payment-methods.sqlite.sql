insert into import_payment_method (line, method_ref, customer_ref, channel, token, priority, status)
select
    value ->> 'line', value ->> 'methodRef', value ->> 'customerRef', value ->> 'channel', value ->> 'token',
    value ->> 'priority', value ->> 'status'
from json_each(@Rows);

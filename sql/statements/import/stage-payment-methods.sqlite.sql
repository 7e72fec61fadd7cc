insert into import_payment_method (line, method_ref, customer_ref, channel, token, priority, status, max_amount, valid_from, valid_until)
select
    value ->> 'line', value ->> 'methodRef', value ->> 'customerRef', value ->> 'channel', value ->> 'token',
    value ->> 'priority', value ->> 'status', value ->> 'maxAmount', value ->> 'validFrom', value ->> 'validUntil'
from json_each(@Rows);

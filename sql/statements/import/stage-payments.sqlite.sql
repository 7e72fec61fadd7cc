insert into import_payment (line, payment_ref, plan_ref, number, amount, paid_on, source)
select
    value ->> 'line', value ->> 'paymentRef', value ->> 'planRef', value ->> 'number', value ->> 'amount',
    value ->> 'paidOn', value ->> 'source'
from json_each(@Rows);

-- name: stage-customers
insert into import_customer (line, customer_ref, name, email, language, time_zone)
select value ->> 'line', value ->> 'customerRef', value ->> 'name', value ->> 'email', value ->> 'language', value ->> 'timeZone'
from json_each(@Rows);

-- name: stage-payment-methods
insert into import_payment_method (line, method_ref, customer_ref, channel, token, priority, status, max_amount, valid_from, valid_until)
select
    value ->> 'line', value ->> 'methodRef', value ->> 'customerRef', value ->> 'channel', value ->> 'token',
    value ->> 'priority', value ->> 'status', value ->> 'maxAmount', value ->> 'validFrom', value ->> 'validUntil'
from json_each(@Rows);

-- name: stage-plans
insert into import_plan (line, plan_ref, customer_ref, product, currency, principal, signed_on, autopay, method_ref, fallback)
select
    value ->> 'line', value ->> 'planRef', value ->> 'customerRef', value ->> 'product', value ->> 'currency',
    value ->> 'principal', value ->> 'signedOn', value ->> 'autopay', value ->> 'methodRef', value ->> 'fallback'
from json_each(@Rows);

-- name: stage-installments
insert into import_installment (line, plan_ref, number, due_on, rolled_due_on, principal, interest)
select
    value ->> 'line', value ->> 'planRef', value ->> 'number', value ->> 'dueOn', value ->> 'rolledDueOn',
    value ->> 'principal', value ->> 'interest'
from json_each(@Rows);

-- name: stage-payments
insert into import_payment (line, payment_ref, plan_ref, number, amount, paid_on, source)
select
    value ->> 'line', value ->> 'paymentRef', value ->> 'planRef', value ->> 'number', value ->> 'amount',
    value ->> 'paidOn', value ->> 'source'
from json_each(@Rows);

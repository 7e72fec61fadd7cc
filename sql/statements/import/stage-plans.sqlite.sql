insert into import_plan (line, plan_ref, customer_ref, product, currency, principal, signed_on, autopay, method_ref, fallback)
select
    value ->> 'line', value ->> 'planRef', value ->> 'customerRef', value ->> 'product', value ->> 'currency',
    value ->> 'principal', value ->> 'signedOn', value ->> 'autopay', value ->> 'methodRef', value ->> 'fallback'
from json_each(@Rows);

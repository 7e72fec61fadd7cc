-- References that occur twice in a file: every line but the first, with the number of the first.

-- name: duplicate-customers
select staged.line, 'customer_ref' as column_name, staged.customer_ref as value, cast(twice.first_line as varchar(20)) as other
from (select customer_ref, min(line) as first_line from import_customer group by customer_ref having count(*) > 1) as twice
join import_customer as staged on staged.customer_ref = twice.customer_ref and staged.line > twice.first_line;

-- name: duplicate-payment-methods
select staged.line, 'method_ref' as column_name, staged.method_ref as value, cast(twice.first_line as varchar(20)) as other
from (select method_ref, min(line) as first_line from import_payment_method group by method_ref having count(*) > 1) as twice
join import_payment_method as staged on staged.method_ref = twice.method_ref and staged.line > twice.first_line;

-- name: duplicate-plans
select staged.line, 'plan_ref' as column_name, staged.plan_ref as value, cast(twice.first_line as varchar(20)) as other
from (select plan_ref, min(line) as first_line from import_plan group by plan_ref having count(*) > 1) as twice
join import_plan as staged on staged.plan_ref = twice.plan_ref and staged.line > twice.first_line;

-- name: duplicate-installments
select staged.line, 'number' as column_name, staged.plan_ref as value, cast(twice.first_line as varchar(20)) as other
from (
    select plan_ref, number, min(line) as first_line
    from import_installment
    where number > 0
    group by plan_ref, number
    having count(*) > 1
) as twice
join import_installment as staged on staged.plan_ref = twice.plan_ref and staged.number = twice.number and staged.line > twice.first_line;

-- name: duplicate-payments
select staged.line, 'payment_ref' as column_name, staged.payment_ref as value, cast(twice.first_line as varchar(20)) as other
from (select payment_ref, min(line) as first_line from import_payment group by payment_ref having count(*) > 1) as twice
join import_payment as staged on staged.payment_ref = twice.payment_ref and staged.line > twice.first_line;

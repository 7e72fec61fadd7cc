-- The ranges of a file, which are applied one after the other.

-- name: ranges-customers
select min(numbered.customer_ref) as from_key, max(numbered.customer_ref) as to_key
from (select customer_ref, (row_number() over (order by customer_ref) - 1) / @Size as number from import_customer) as numbered
group by numbered.number
order by numbered.number;

-- name: ranges-payment-methods
select min(numbered.method_ref) as from_key, max(numbered.method_ref) as to_key
from (select method_ref, (row_number() over (order by method_ref) - 1) / @Size as number from import_payment_method) as numbered
group by numbered.number
order by numbered.number;

-- name: ranges-plans
select min(numbered.plan_ref) as from_key, max(numbered.plan_ref) as to_key
from (select plan_ref, (row_number() over (order by plan_ref) - 1) / @Size as number from import_plan) as numbered
group by numbered.number
order by numbered.number;

-- name: ranges-installments
select min(numbered.plan_ref) as from_key, max(numbered.plan_ref) as to_key
from (select plan_ref, (row_number() over (order by plan_ref) - 1) / @Size as number from import_installment) as numbered
group by numbered.number
order by numbered.number;

-- name: ranges-payments
select cast(min(numbered.line) as varchar(20)) as from_key, cast(max(numbered.line) as varchar(20)) as to_key
from (select line, (row_number() over (order by line) - 1) / @Size as number from import_payment) as numbered
group by numbered.number
order by numbered.number;

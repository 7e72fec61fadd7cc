-- References to something that neither the file nor the database has, or that is another customer's.

-- name: payment-methods-of-unknown-customers
select staged.line, 'customer_ref' as column_name, staged.customer_ref as value
from import_payment_method as staged
where staged.customer_ref is not null
    and not exists (select 1 from import_customer as in_file where in_file.customer_ref = staged.customer_ref)
    and not exists (select 1 from customer as cust where cust.customer_ref = staged.customer_ref);

-- name: plans-of-unknown-customers
select staged.line, 'customer_ref' as column_name, staged.customer_ref as value
from import_plan as staged
where staged.customer_ref is not null
    and not exists (select 1 from import_customer as in_file where in_file.customer_ref = staged.customer_ref)
    and not exists (select 1 from customer as cust where cust.customer_ref = staged.customer_ref);

-- name: plans-with-unknown-payment-methods
select staged.line, 'method_ref' as column_name, staged.method_ref as value
from import_plan as staged
where staged.method_ref is not null
    and not exists (select 1 from import_payment_method as in_file where in_file.method_ref = staged.method_ref)
    and not exists (select 1 from payment_method as meth where meth.method_ref = staged.method_ref);

-- name: plans-with-payment-methods-of-others
-- In the file if the file has the method, else in the database.
select staged.line, 'method_ref' as column_name, staged.method_ref as value, coalesce(in_file.customer_ref, cust.customer_ref) as other
from import_plan as staged
left join import_payment_method as in_file on in_file.method_ref = staged.method_ref
left join payment_method as meth on meth.method_ref = staged.method_ref
left join customer as cust on cust.customer_id = meth.customer_id
where coalesce(in_file.customer_ref, cust.customer_ref) <> staged.customer_ref;

-- name: installments-of-unknown-plans
select staged.line, 'plan_ref' as column_name, staged.plan_ref as value
from import_installment as staged
where staged.plan_ref is not null
    and not exists (select 1 from import_plan as in_file where in_file.plan_ref = staged.plan_ref)
    and not exists (select 1 from installment_plan as pln where pln.plan_ref = staged.plan_ref);

-- name: payments-of-unknown-plans
select staged.line, 'plan_ref' as column_name, staged.plan_ref as value
from import_payment as staged
where staged.plan_ref is not null
    and not exists (select 1 from import_plan as in_file where in_file.plan_ref = staged.plan_ref)
    and not exists (select 1 from installment_plan as pln where pln.plan_ref = staged.plan_ref);

-- name: payments-of-unknown-installments
-- Only if the plan is known: an unknown plan is one error.
select staged.line, 'number' as column_name, staged.plan_ref as value, cast(staged.number as varchar(20)) as other
from import_payment as staged
where staged.plan_ref is not null and staged.number is not null
    and not exists (select 1 from import_installment as in_file where in_file.plan_ref = staged.plan_ref and in_file.number = staged.number)
    and not exists (
        select 1 from installment_plan as pln join installment as inst on inst.plan_id = pln.plan_id
        where pln.plan_ref = staged.plan_ref and inst.number = staged.number)
    and (exists (select 1 from import_plan as in_file where in_file.plan_ref = staged.plan_ref)
        or exists (select 1 from installment_plan as pln where pln.plan_ref = staged.plan_ref));

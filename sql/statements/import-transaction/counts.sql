-- How many rows of a file the database has already, and how many of those the file changes.

-- name: count-customers
-- Byte by byte, as import-transaction/apply-customers has it.
select
    cast(count(*) as bigint) as known,
    cast(coalesce(sum(case
        when staged.name <> cust.name collate Latin1_General_100_BIN2
            or staged.email <> cust.email collate Latin1_General_100_BIN2
            or staged.language <> cust.language
            or staged.time_zone <> cust.time_zone then 1
        else 0 end), 0) as bigint) as changed
from import_customer as staged
join customer as cust on cust.customer_ref = staged.customer_ref;

-- name: count-payment-methods
select
    cast(count(*) as bigint) as known,
    cast(coalesce(sum(case
        when staged.token <> meth.token or staged.priority <> meth.priority or staged.status <> coalesce(meth.imported_status, meth.status)
            or staged.max_amount <> coalesce(meth.imported_max_amount, -1)
            or staged.valid_from <> coalesce(meth.imported_valid_from, '0001-01-01')
            or staged.valid_until <> coalesce(meth.imported_valid_until, '0001-01-01') then 1
        else 0 end), 0) as bigint) as changed
from import_payment_method as staged
join payment_method as meth on meth.method_ref = staged.method_ref;

-- name: count-plans
-- A value that no file gave before is a change, as import-transaction/apply-plans has it.
select
    cast(count(*) as bigint) as known,
    cast(coalesce(sum(case
        when staged.product <> pln.product or staged.currency <> pln.currency or staged.principal <> pln.principal or staged.signed_on <> pln.signed_on
            or pln.imported_autopay is null or staged.autopay <> pln.imported_autopay
            or pln.imported_method_ref is null or coalesce(staged.method_ref, '') <> pln.imported_method_ref
            or (staged.fallback is not null and pln.imported_fallback is null) or staged.fallback <> pln.imported_fallback then 1
        else 0 end), 0) as bigint) as changed
from import_plan as staged
join installment_plan as pln on pln.plan_ref = staged.plan_ref;

-- name: count-installments
select
    cast(count(*) as bigint) as known,
    cast(coalesce(sum(case
        when staged.due_on <> inst.due_on or staged.principal <> inst.principal or staged.interest <> inst.interest then 1
        else 0 end), 0) as bigint) as changed
from import_installment as staged
join installment_plan as pln on pln.plan_ref = staged.plan_ref
join installment as inst on inst.plan_id = pln.plan_id and inst.number = staged.number;

-- name: count-payments
-- Entries are never changed: known ones are unchanged.
select cast(count(*) as bigint) as known, cast(0 as bigint) as changed
from import_payment as staged
join ledger_entry as entry on entry.entry_key = concat('import:', staged.payment_ref);

-- Changes in a file that are not allowed, with the value in the database.

-- name: changed-payment-methods
select staged.line, 'customer_ref' as column_name, cust.customer_ref as value, cast(null as varchar(3)) as currency
from import_payment_method as staged
join payment_method as meth on meth.method_ref = staged.method_ref
join customer as cust on cust.customer_id = meth.customer_id
where staged.customer_ref <> cust.customer_ref
union all
select staged.line, 'channel', meth.channel, null
from import_payment_method as staged
join payment_method as meth on meth.method_ref = staged.method_ref
where staged.channel <> meth.channel;

-- name: changed-plans
select staged.line, 'customer_ref' as column_name, cust.customer_ref as value
from import_plan as staged
join installment_plan as pln on pln.plan_ref = staged.plan_ref
join customer as cust on cust.customer_id = pln.customer_id
where staged.customer_ref <> cust.customer_ref
union all
select
    changed.line,
    changed.column_name,
    changed.value
from (
    select staged.line, 'product' as column_name, pln.product as value, pln.plan_id
    from import_plan as staged join installment_plan as pln on pln.plan_ref = staged.plan_ref where staged.product <> pln.product
    union all
    select staged.line, 'currency', pln.currency, pln.plan_id
    from import_plan as staged join installment_plan as pln on pln.plan_ref = staged.plan_ref where staged.currency <> pln.currency
    union all
    select staged.line, 'signed_on', cast(pln.signed_on as varchar(20)), pln.plan_id
    from import_plan as staged join installment_plan as pln on pln.plan_ref = staged.plan_ref where staged.signed_on <> pln.signed_on
) as changed
where exists (select 1 from ledger_entry as entry where entry.plan_id = changed.plan_id)
    or exists (
        select 1 from installment as inst join debit_attempt as att on att.installment_id = inst.installment_id
        where inst.plan_id = changed.plan_id);

-- name: changed-installments
select changed.line, changed.column_name, changed.value, changed.currency
from (
    select staged.line, 'due_on' as column_name, cast(inst.due_on as varchar(20)) as value, cast(null as varchar(3)) as currency, inst.plan_id, inst.installment_id, inst.status
    from import_installment as staged
    join installment_plan as pln on pln.plan_ref = staged.plan_ref
    join installment as inst on inst.plan_id = pln.plan_id and inst.number = staged.number
    where staged.due_on <> inst.due_on
    union all
    select staged.line, 'principal', cast(inst.principal as varchar(20)), pln.currency, inst.plan_id, inst.installment_id, inst.status
    from import_installment as staged
    join installment_plan as pln on pln.plan_ref = staged.plan_ref
    join installment as inst on inst.plan_id = pln.plan_id and inst.number = staged.number
    where staged.principal <> inst.principal
    union all
    select staged.line, 'interest', cast(inst.interest as varchar(20)), pln.currency, inst.plan_id, inst.installment_id, inst.status
    from import_installment as staged
    join installment_plan as pln on pln.plan_ref = staged.plan_ref
    join installment as inst on inst.plan_id = pln.plan_id and inst.number = staged.number
    where staged.interest <> inst.interest
) as changed
where changed.status = 'written_off'
    or exists (
        select 1 from ledger_entry as entry
        where entry.plan_id = changed.plan_id and entry.installment_id = changed.installment_id and entry.kind = 'payment')
    or exists (select 1 from open_debit as debit where debit.installment_id = changed.installment_id);

-- name: changed-payments
select staged.line, 'plan_ref' as column_name, pln.plan_ref as value, cast(null as varchar(3)) as currency
from import_payment as staged
join ledger_entry as entry on entry.entry_key = concat('import:', staged.payment_ref)
join installment_plan as pln on pln.plan_id = entry.plan_id
where staged.plan_ref <> pln.plan_ref
union all
select staged.line, 'number', cast(inst.number as varchar(20)), null
from import_payment as staged
join ledger_entry as entry on entry.entry_key = concat('import:', staged.payment_ref)
join installment as inst on inst.installment_id = entry.installment_id
where staged.number <> inst.number
union all
select staged.line, 'amount', cast(entry.amount as varchar(20)), entry.currency
from import_payment as staged
join ledger_entry as entry on entry.entry_key = concat('import:', staged.payment_ref)
where staged.amount <> entry.amount
union all
select staged.line, 'paid_on', cast(entry.effective_on as varchar(20)), null
from import_payment as staged
join ledger_entry as entry on entry.entry_key = concat('import:', staged.payment_ref)
where staged.paid_on <> entry.effective_on
union all
select staged.line, 'source', entry.reason collate Latin1_General_100_BIN2, null
from import_payment as staged
join ledger_entry as entry on entry.entry_key = concat('import:', staged.payment_ref)
where staged.source <> entry.reason collate Latin1_General_100_BIN2;

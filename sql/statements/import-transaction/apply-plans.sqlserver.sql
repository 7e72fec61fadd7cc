declare @locked bigint;
-- Whoever opens debits of these plans meanwhile waits, and then sees this: see sql-server-database/lock-facts.
select @locked = sum(pln.principal)
from installment_plan as pln with (updlock)
where pln.plan_ref in (select plan_ref from import_plan where plan_ref between @FromKey and @ToKey);

-- What import-transaction/changed-plans refuses may have happened since it ran. Now that the rows are locked, nothing more can.
if exists (
    select 1
    from import_plan as staged
    join installment_plan as pln on pln.plan_ref = staged.plan_ref
    where staged.plan_ref between @FromKey and @ToKey
        and (pln.product <> staged.product or pln.currency <> staged.currency or pln.signed_on <> staged.signed_on)
        and (exists (select 1 from ledger_entry as entry where entry.plan_id = pln.plan_id)
            or exists (
                select 1
                from installment as inst
                join debit_attempt as att on att.installment_id = inst.installment_id
                where inst.plan_id = pln.plan_id)))
    throw 50008, 'a plan that the files change was paid or debited meanwhile: import again', 1;

-- Whether and by which method a plan is debited follows the file only where the file's own value changed since its last
-- import: what the customer changed elsewhere is kept.
update pln
set product = staged.product,
    currency = staged.currency,
    principal = staged.principal,
    signed_on = staged.signed_on,
    autopay = case when pln.imported_autopay = staged.autopay then pln.autopay else staged.autopay end,
    payment_method_id = case
        when pln.imported_method_ref = coalesce(staged.method_ref, N'') then pln.payment_method_id
        else meth.payment_method_id end,
    fallback = case
        when staged.fallback is null or pln.imported_fallback = staged.fallback then pln.fallback
        else staged.fallback end,
    imported_autopay = staged.autopay,
    imported_method_ref = coalesce(staged.method_ref, N''),
    imported_fallback = coalesce(staged.fallback, pln.imported_fallback)
from installment_plan as pln
join import_plan as staged on staged.plan_ref = pln.plan_ref
left join payment_method as meth on meth.method_ref = staged.method_ref
where staged.plan_ref between @FromKey and @ToKey
    and (pln.product <> staged.product
        or pln.currency <> staged.currency
        or pln.principal <> staged.principal
        or pln.signed_on <> staged.signed_on
        or pln.imported_autopay is null
        or pln.imported_autopay <> staged.autopay
        or pln.imported_method_ref is null
        or pln.imported_method_ref <> coalesce(staged.method_ref, N'')
        or (staged.fallback is not null and pln.imported_fallback is null)
        or pln.imported_fallback <> staged.fallback);

insert into installment_plan (
    plan_ref, customer_id, product, currency, principal, signed_on, autopay, payment_method_id, fallback,
    imported_autopay, imported_method_ref, imported_fallback)
select
    staged.plan_ref, cust.customer_id, staged.product, staged.currency, staged.principal, staged.signed_on, staged.autopay,
    meth.payment_method_id, coalesce(staged.fallback, cast(0 as bit)), staged.autopay, coalesce(staged.method_ref, N''), staged.fallback
from import_plan as staged
join customer as cust on cust.customer_ref = staged.customer_ref
left join payment_method as meth on meth.method_ref = staged.method_ref
where staged.plan_ref between @FromKey and @ToKey
    and not exists (select 1 from installment_plan as pln where pln.plan_ref = staged.plan_ref)
order by staged.line;

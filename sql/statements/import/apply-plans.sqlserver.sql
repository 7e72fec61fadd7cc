declare @locked bigint;
-- Who opens debits of these plans meanwhile waits, and sees it: see connection/lock-facts.
select @locked = sum(held.principal)
from installment_plan as held with (updlock)
where held.plan_ref in (select plan_ref from import_plan where plan_ref between @FromKey and @ToKey);

-- What import/changed-plans refuses may have come about since it looked. Now that they are locked nothing more can.
if exists (
    select 1
    from import_plan as staged
    join installment_plan as held on held.plan_ref = staged.plan_ref
    where staged.plan_ref between @FromKey and @ToKey
        and (held.product <> staged.product or held.currency <> staged.currency or held.signed_on <> staged.signed_on)
        and (exists (select 1 from ledger_entry as entry where entry.plan_id = held.plan_id)
            or exists (
                select 1
                from installment as part
                join debit_attempt as attempt on attempt.installment_id = part.installment_id
                where part.plan_id = held.plan_id)))
    throw 50008, 'a plan that the files change was paid or debited meanwhile: import again', 1;

-- Whether and by which method a plan is debited follows the file only where the file's own value changed since its last
-- import: what the customer chose elsewhere stays.
update held
set product = staged.product,
    currency = staged.currency,
    principal = staged.principal,
    signed_on = staged.signed_on,
    autopay = case when held.imported_autopay = staged.autopay then held.autopay else staged.autopay end,
    payment_method_id = case
        when held.imported_method_ref = coalesce(staged.method_ref, N'') then held.payment_method_id
        else method.payment_method_id end,
    fallback = case
        when staged.fallback is null or held.imported_fallback = staged.fallback then held.fallback
        else staged.fallback end,
    imported_autopay = staged.autopay,
    imported_method_ref = coalesce(staged.method_ref, N''),
    imported_fallback = coalesce(staged.fallback, held.imported_fallback)
from installment_plan as held
join import_plan as staged on staged.plan_ref = held.plan_ref
left join payment_method as method on method.method_ref = staged.method_ref
where staged.plan_ref between @FromKey and @ToKey
    and (held.product <> staged.product
        or held.currency <> staged.currency
        or held.principal <> staged.principal
        or held.signed_on <> staged.signed_on
        or held.imported_autopay is null
        or held.imported_autopay <> staged.autopay
        or held.imported_method_ref is null
        or held.imported_method_ref <> coalesce(staged.method_ref, N'')
        or (staged.fallback is not null and held.imported_fallback is null)
        or held.imported_fallback <> staged.fallback);

insert into installment_plan (
    plan_ref, customer_id, product, currency, principal, signed_on, autopay, payment_method_id, fallback,
    imported_autopay, imported_method_ref, imported_fallback)
select
    staged.plan_ref, cust.customer_id, staged.product, staged.currency, staged.principal, staged.signed_on, staged.autopay,
    method.payment_method_id, coalesce(staged.fallback, cast(0 as bit)), staged.autopay, coalesce(staged.method_ref, N''), staged.fallback
from import_plan as staged
join customer as cust on cust.customer_ref = staged.customer_ref
left join payment_method as method on method.method_ref = staged.method_ref
where staged.plan_ref between @FromKey and @ToKey
    and not exists (select 1 from installment_plan as held where held.plan_ref = staged.plan_ref)
order by staged.line;

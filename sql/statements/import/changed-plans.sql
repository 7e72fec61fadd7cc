select s.line, 'customer_ref' as column_name, c.customer_ref as value
from import_plan s
join installment_plan b on b.plan_ref = s.plan_ref
join customer c on c.customer_id = b.customer_id
where s.customer_ref <> c.customer_ref
union all
select
    changed.line,
    changed.column_name,
    changed.value
from (
    select s.line, 'product' as column_name, b.product as value, b.plan_id
    from import_plan s join installment_plan b on b.plan_ref = s.plan_ref where s.product <> b.product
    union all
    select s.line, 'currency', b.currency, b.plan_id
    from import_plan s join installment_plan b on b.plan_ref = s.plan_ref where s.currency <> b.currency
    union all
    select s.line, 'signed_on', cast(b.signed_on as varchar(20)), b.plan_id
    from import_plan s join installment_plan b on b.plan_ref = s.plan_ref where s.signed_on <> b.signed_on
) changed
where exists (select 1 from ledger_entry e where e.plan_id = changed.plan_id)
    or exists (
        select 1 from installment i join debit_attempt a on a.installment_id = i.installment_id
        where i.plan_id = changed.plan_id);

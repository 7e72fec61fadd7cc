select changed.line, changed.column_name, changed.value, changed.currency
from (
    select s.line, 'due_on' as column_name, cast(b.due_on as varchar(20)) as value, cast(null as varchar(3)) as currency, b.plan_id, b.installment_id, b.status
    from import_installment s
    join installment_plan p on p.plan_ref = s.plan_ref
    join installment b on b.plan_id = p.plan_id and b.number = s.number
    where s.due_on <> b.due_on
    union all
    select s.line, 'principal', cast(b.principal as varchar(20)), p.currency, b.plan_id, b.installment_id, b.status
    from import_installment s
    join installment_plan p on p.plan_ref = s.plan_ref
    join installment b on b.plan_id = p.plan_id and b.number = s.number
    where s.principal <> b.principal
    union all
    select s.line, 'interest', cast(b.interest as varchar(20)), p.currency, b.plan_id, b.installment_id, b.status
    from import_installment s
    join installment_plan p on p.plan_ref = s.plan_ref
    join installment b on b.plan_id = p.plan_id and b.number = s.number
    where s.interest <> b.interest
) changed
where changed.status = 'written_off'
    or exists (
        select 1 from ledger_entry e
        where e.plan_id = changed.plan_id and e.installment_id = changed.installment_id and e.kind = 'payment')
    or exists (select 1 from open_debit d where d.installment_id = changed.installment_id);

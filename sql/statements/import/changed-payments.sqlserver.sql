select s.line, 'plan_ref' as column_name, p.plan_ref as value, cast(null as varchar(3)) as currency
from import_payment s
join ledger_entry e on e.entry_key = concat('import:', s.payment_ref)
join installment_plan p on p.plan_id = e.plan_id
where s.plan_ref <> p.plan_ref
union all
select s.line, 'number', cast(i.number as varchar(20)), null
from import_payment s
join ledger_entry e on e.entry_key = concat('import:', s.payment_ref)
join installment i on i.installment_id = e.installment_id
where s.number <> i.number
union all
select s.line, 'amount', cast(e.amount as varchar(20)), e.currency
from import_payment s
join ledger_entry e on e.entry_key = concat('import:', s.payment_ref)
where s.amount <> e.amount
union all
select s.line, 'paid_on', cast(e.effective_on as varchar(20)), null
from import_payment s
join ledger_entry e on e.entry_key = concat('import:', s.payment_ref)
where s.paid_on <> e.effective_on
union all
select s.line, 'source', e.reason collate Latin1_General_100_BIN2, null
from import_payment s
join ledger_entry e on e.entry_key = concat('import:', s.payment_ref)
where s.source <> e.reason collate Latin1_General_100_BIN2;

-- Shared with every writer of the ledger, and kept until the end of the transaction: see run/insert.
declare @granted int, @locked bigint;
exec @granted = sp_getapplock 'ledger', 'Shared', 'Transaction';
if @granted < 0 throw 50005, 'the ledger could not be had for writing', 1;

-- Whoever opens debits of these plans meanwhile waits, and then sees this: see sql-server-database/lock-facts.
select @locked = sum(pln.principal)
from installment_plan as pln with (updlock)
where pln.plan_ref in (select plan_ref from import_payment where line between cast(@FromKey as bigint) and cast(@ToKey as bigint));

insert into ledger_entry (entry_key, plan_id, installment_id, kind, amount, currency, effective_on, entered_at, actor, reason)
select concat('import:', staged.payment_ref), pln.plan_id, inst.installment_id, 'payment', staged.amount, pln.currency, staged.paid_on,
       @Now, @Actor, staged.source
from import_payment as staged
join installment_plan as pln on pln.plan_ref = staged.plan_ref
join installment as inst on inst.plan_id = pln.plan_id and inst.number = staged.number
where staged.line between cast(@FromKey as bigint) and cast(@ToKey as bigint)
    and not exists (select 1 from ledger_entry as entry where entry.entry_key = concat('import:', staged.payment_ref))
order by staged.line;

-- Shared with every writer of the ledger, and kept until the end of the transaction: see run/insert.
declare @granted int, @locked bigint;
exec @granted = sp_getapplock 'ledger', 'Shared', 'Transaction';
if @granted < 0 throw 50005, 'the ledger could not be had for writing', 1;

-- Whoever opens debits of these plans meanwhile waits, and then sees this: see sql-server-database/lock-facts.
select @locked = sum(pln.principal)
from installment_plan as pln with (updlock)
where pln.plan_id in (select plan_id from openjson(@Batch) with (plan_id bigint '$.planId'));

insert into ledger_entry (entry_key, plan_id, installment_id, kind, amount, currency, effective_on, entered_at, actor)
select fee.entry_key, fee.plan_id, fee.installment_id, 'late_fee', fee.amount, fee.currency, fee.effective_on, @Now, 'late-fees'
from openjson(@Batch) with (
    entry_key      nvarchar(400) '$.key',
    plan_id        bigint        '$.planId',
    installment_id bigint        '$.installmentId',
    amount         bigint        '$.amount',
    currency       varchar(3)    '$.currency',
    effective_on   date          '$.effectiveOn') as fee;

-- Shared with every writer of the ledger, and kept until the end of the transaction: see runs/insert.
declare @granted int;
exec @granted = sp_getapplock 'ledger', 'Shared', 'Transaction';
if @granted < 0 throw 50005, 'the ledger could not be had for writing', 1;

insert into ledger_entry (entry_key, plan_id, installment_id, kind, amount, currency, effective_on, entered_at, actor)
select fee.entry_key, fee.plan_id, fee.installment_id, 'late_fee', fee.amount, fee.currency, fee.effective_on, @Now, 'late-fees'
from openjson(@Batch) with (
    entry_key      nvarchar(400) '$.key',
    plan_id        bigint        '$.planId',
    installment_id bigint        '$.installmentId',
    amount         bigint        '$.amount',
    currency       varchar(3)    '$.currency',
    effective_on   date          '$.effectiveOn') as fee;

-- Shared with every writer of the ledger, and kept until the end of the transaction: see run/insert.
declare @granted int, @locked bigint;
exec @granted = sp_getapplock 'ledger', 'Shared', 'Transaction';
if @granted < 0 throw 50005, 'the ledger could not be had for writing', 1;

-- Whoever opens debits of these plans meanwhile waits, and then sees this: see sql-server-database/lock-facts.
select @locked = sum(pln.principal)
from installment_plan as pln with (updlock)
where pln.plan_id in (select plan_id from openjson(@Batch) with (plan_id bigint '$.planId'));

insert into ledger_entry (entry_key, plan_id, installment_id, kind, amount, currency, effective_on, entered_at, order_no, actor)
select concat('debit:', payment.order_no), payment.plan_id, payment.installment_id, 'payment', payment.amount, payment.currency,
       payment.business_date, @Now, payment.order_no, 'auto-debit'
from openjson(@Batch) with (
    order_no       varchar(32) '$.orderNumber',
    plan_id        bigint      '$.planId',
    installment_id bigint      '$.installmentId',
    amount         bigint      '$.amount',
    currency       varchar(3)  '$.currency',
    business_date  date        '$.businessDate') as payment;

-- Used by LedgerWriter and WaiverStore.
-- Shared with every writer of the ledger, and kept until the end of the transaction: see run/insert.
declare @granted int, @locked bigint;
exec @granted = sp_getapplock 'ledger', 'Shared', 'Transaction';
if @granted < 0 throw 50005, 'the ledger could not be had for writing', 1;

-- Whoever opens debits of these plans meanwhile waits, and then sees this: see sql-server-database/lock-facts.
select @locked = sum(pln.principal)
from installment_plan as pln with (updlock)
where pln.plan_id = @PlanId;

-- Only if the ledger of the plan is still as it was read: the entry was decided on that.
insert into ledger_entry (
    entry_key, plan_id, installment_id, kind, amount, currency, effective_on, entered_at, reverses_entry_id, actor, reason)
select @Key, @PlanId, @InstallmentId, @Kind, @Amount, @Currency, @EffectiveOn, @Now, @ReversesEntryId, @Actor, @Reason
where not exists (select 1 from ledger_entry as newer where newer.plan_id = @PlanId and newer.entry_id > @LastEntryId);

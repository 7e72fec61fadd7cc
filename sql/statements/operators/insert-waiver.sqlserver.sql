-- Shared with every writer of the ledger, and kept until the end of the transaction: see runs/insert.
declare @granted int, @locked bigint;
exec @granted = sp_getapplock 'ledger', 'Shared', 'Transaction';
if @granted < 0 throw 50005, 'the ledger could not be had for writing', 1;

-- Who opens debits of these plans meanwhile waits, and sees it: see connection/lock-facts.
select @locked = sum(held.principal)
from installment_plan as held with (updlock)
where held.plan_id = @PlanId;

-- Only while the ledger of the plan stands as it was read: what is owed was decided on that.
insert into ledger_entry (entry_key, plan_id, installment_id, kind, amount, currency, effective_on, entered_at, actor, reason)
select @Key, @PlanId, @InstallmentId, 'waiver', @Amount, @Currency, @EffectiveOn, @Now, @Actor, @Reason
where not exists (select 1 from ledger_entry as newer where newer.plan_id = @PlanId and newer.entry_id > @LastEntryId);

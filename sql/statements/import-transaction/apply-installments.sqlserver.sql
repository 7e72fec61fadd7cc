declare @locked bigint;
-- Whoever opens debits of these plans meanwhile waits, and then sees this: see sql-server-database/lock-facts.
select @locked = sum(pln.principal)
from installment_plan as pln with (updlock)
where pln.plan_ref in (select plan_ref from import_installment where plan_ref between @FromKey and @ToKey);

-- What import-transaction/changed-installments refuses may have happened since it ran. Now that the rows are locked, nothing more can.
if exists (
    select 1
    from import_installment as staged
    join installment_plan as pln on pln.plan_ref = staged.plan_ref
    join installment as inst on inst.plan_id = pln.plan_id and inst.number = staged.number
    where staged.plan_ref between @FromKey and @ToKey
        and (inst.due_on <> staged.due_on or inst.principal <> staged.principal or inst.interest <> staged.interest)
        and (inst.status = 'written_off'
            or exists (
                select 1 from ledger_entry as entry
                where entry.plan_id = inst.plan_id and entry.installment_id = inst.installment_id and entry.kind = 'payment')
            or exists (select 1 from open_debit as debit where debit.installment_id = inst.installment_id)))
    throw 50007, 'an installment that the files change was paid or debited meanwhile: import again', 1;

-- A changed installment becomes scheduled again: its status follows from its new date and amounts. An unchanged one keeps its
-- rolled date, whatever the calendar says now.
update inst
set due_on = staged.due_on,
    rolled_due_on = case when inst.due_on = staged.due_on then inst.rolled_due_on else staged.rolled_due_on end,
    principal = staged.principal,
    interest = staged.interest,
    status = 'scheduled',
    overdue_since = null
from installment as inst
join installment_plan as pln on pln.plan_id = inst.plan_id
join import_installment as staged on staged.plan_ref = pln.plan_ref and staged.number = inst.number
where staged.plan_ref between @FromKey and @ToKey
    and (inst.due_on <> staged.due_on or inst.principal <> staged.principal or inst.interest <> staged.interest);

-- In the order of the table's key, which is the fastest to write.
insert into installment (plan_id, number, due_on, rolled_due_on, principal, interest, status)
select pln.plan_id, staged.number, staged.due_on, staged.rolled_due_on, staged.principal, staged.interest, 'scheduled'
from import_installment as staged
join installment_plan as pln on pln.plan_ref = staged.plan_ref
where staged.plan_ref between @FromKey and @ToKey
    and not exists (select 1 from installment as inst where inst.plan_id = pln.plan_id and inst.number = staged.number)
order by pln.plan_id, staged.number;

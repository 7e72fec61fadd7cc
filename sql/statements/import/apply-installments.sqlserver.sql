declare @locked bigint;
-- Who opens debits of these plans meanwhile waits, and sees it: see connection/lock-facts.
select @locked = sum(held.principal)
from installment_plan as held with (updlock)
where held.plan_ref in (select plan_ref from import_installment where plan_ref between @FromKey and @ToKey);

-- What import/changed-installments refuses may have come about since it looked. Now that they are locked nothing more can.
if exists (
    select 1
    from import_installment as staged
    join installment_plan as held on held.plan_ref = staged.plan_ref
    join installment as part on part.plan_id = held.plan_id and part.number = staged.number
    where staged.plan_ref between @FromKey and @ToKey
        and (part.due_on <> staged.due_on or part.principal <> staged.principal or part.interest <> staged.interest)
        and (part.status = 'written_off'
            or exists (
                select 1 from ledger_entry as entry
                where entry.plan_id = part.plan_id and entry.installment_id = part.installment_id and entry.kind = 'payment')
            or exists (select 1 from open_debit as doubt where doubt.installment_id = part.installment_id)))
    throw 50007, 'an installment that the files change was paid or debited meanwhile: import again', 1;

-- A changed installment starts over as scheduled: what it is now follows from its new dates and amounts. The rolled date
-- of an unchanged one stays, whatever the calendar says meanwhile.
update part
set due_on = staged.due_on,
    rolled_due_on = case when part.due_on = staged.due_on then part.rolled_due_on else staged.rolled_due_on end,
    principal = staged.principal,
    interest = staged.interest,
    status = 'scheduled',
    overdue_since = null
from installment as part
join installment_plan as held on held.plan_id = part.plan_id
join import_installment as staged on staged.plan_ref = held.plan_ref and staged.number = part.number
where staged.plan_ref between @FromKey and @ToKey
    and (part.due_on <> staged.due_on or part.principal <> staged.principal or part.interest <> staged.interest);

-- In the order of the table's own key, which is the quickest to write.
insert into installment (plan_id, number, due_on, rolled_due_on, principal, interest, status)
select held.plan_id, staged.number, staged.due_on, staged.rolled_due_on, staged.principal, staged.interest, 'scheduled'
from import_installment as staged
join installment_plan as held on held.plan_ref = staged.plan_ref
where staged.plan_ref between @FromKey and @ToKey
    and not exists (select 1 from installment as part where part.plan_id = held.plan_id and part.number = staged.number)
order by held.plan_id, staged.number;

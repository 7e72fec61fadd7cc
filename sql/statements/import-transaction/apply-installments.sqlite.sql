-- A changed installment becomes scheduled again: its status follows from its new date and amounts. An unchanged one keeps its
-- rolled date, whatever the calendar says now.
insert into installment (plan_id, number, due_on, rolled_due_on, principal, interest, status)
select pln.plan_id, staged.number, staged.due_on, staged.rolled_due_on, staged.principal, staged.interest, 'scheduled'
from import_installment as staged
join installment_plan as pln on pln.plan_ref = staged.plan_ref
where staged.plan_ref between @FromKey and @ToKey
on conflict (plan_id, number) do update set
    due_on = excluded.due_on,
    rolled_due_on = case when installment.due_on = excluded.due_on then installment.rolled_due_on else excluded.rolled_due_on end,
    principal = excluded.principal,
    interest = excluded.interest,
    status = excluded.status,
    overdue_since = null
where installment.due_on <> excluded.due_on
    or installment.principal <> excluded.principal
    or installment.interest <> excluded.interest;

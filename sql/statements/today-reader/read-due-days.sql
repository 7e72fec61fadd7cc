-- What fell due on each day, and what was paid for it by that day and by now. A payment counts for the installment it was made for,
-- up to what was scheduled; what was paid in another way (the rest of a payment for another installment) shows only in the status,
-- which the replay of the ledger has written.
with fallen as (
    select inst.rolled_due_on as due_on, inst.status as status, pln.currency as currency, inst.principal + inst.interest as amount,
           (select coalesce(sum(entry.amount), 0)
            from ledger_entry as entry
            where entry.installment_id = inst.installment_id and entry.kind = 'payment' and entry.effective_on <= inst.rolled_due_on
              and not exists (select 1 from ledger_entry as reversal where reversal.reverses_entry_id = entry.entry_id)) as on_time,
           case when inst.status = 'paid' then inst.principal + inst.interest
                else (select coalesce(sum(entry.amount), 0)
                      from ledger_entry as entry
                      where entry.installment_id = inst.installment_id and entry.kind = 'payment'
                        and not exists (select 1 from ledger_entry as reversal where reversal.reverses_entry_id = entry.entry_id)) end as paid
    from installment as inst
    join installment_plan as pln on pln.plan_id = inst.plan_id
    where inst.rolled_due_on >= @From and inst.rolled_due_on <= @To)
select fallen.due_on, fallen.currency, count(*) as installments, sum(fallen.amount) as due,
       sum(case when fallen.on_time < fallen.amount then fallen.on_time else fallen.amount end) as on_time,
       sum(case when fallen.paid < fallen.amount then fallen.paid else fallen.amount end) as paid,
       sum(case when fallen.status = 'overdue' and fallen.paid < fallen.amount then fallen.amount - fallen.paid else 0 end) as overdue
from fallen
group by fallen.due_on, fallen.currency
order by fallen.currency, fallen.due_on;

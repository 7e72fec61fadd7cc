-- Plans in which money may have moved from one installment to another: where an installment outside of the query (paid, or not
-- past due) has more than its own scheduled amount in payments, or fees, waivers or reversals.
select distinct entry.plan_id
from openjson(@Ids) with (value bigint '$') as id
join ledger_entry as entry on entry.plan_id = id.value
join installment as inst on inst.installment_id = entry.installment_id
where inst.status = 'paid' or inst.rolled_due_on > @DueBy
group by entry.plan_id, entry.installment_id
having sum(case when entry.kind = 'payment' then 0 else 1 end) > 0
    or sum(entry.amount) > min(inst.principal + inst.interest)
    or (min(inst.status) = 'paid' and sum(entry.amount) <> min(inst.principal + inst.interest));

select distinct plan_id
from (select plan_id, row_number() over (order by plan_id) as place, count(*) over () as total
      from (select inst.plan_id
            from installment as inst
            where inst.status in ('scheduled', 'due', 'overdue') and inst.rolled_due_on <= @DueBy
            union
            select entry.plan_id
            from ledger_entry as entry
            where entry.entry_id > @LedgerMark and entry.kind <> 'late_fee') as touched) as candidate
where place % @SliceSize = 0 or place = total
order by plan_id;

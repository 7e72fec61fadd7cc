insert into ledger_entry (entry_key, plan_id, installment_id, kind, amount, currency, effective_on, entered_at, actor)
select value ->> 'key', value ->> 'planId', value ->> 'installmentId', 'late_fee', value ->> 'amount', value ->> 'currency',
       value ->> 'effectiveOn', @Now, 'late-fees'
from json_each(@Batch);

insert into ledger_entry (entry_key, plan_id, installment_id, kind, amount, currency, effective_on, entered_at, order_no, actor)
-- Materialized, because json_each writes an object out anew for every field that is read of it.
with batch_row as materialized (select value from json_each(@Batch))
select 'debit:' || (value ->> 'orderNumber'), value ->> 'planId', value ->> 'installmentId', 'payment', value ->> 'amount', value ->> 'currency',
       value ->> 'businessDate', @Now, value ->> 'orderNumber', 'auto-debit'
from batch_row;

insert into ledger_entry (entry_key, plan_id, installment_id, kind, amount, currency, effective_on, entered_at, order_no, actor)
select 'debit:' || (value ->> 'orderNumber'), value ->> 'planId', value ->> 'installmentId', 'payment', value ->> 'amount', value ->> 'currency',
       value ->> 'businessDate', @Now, value ->> 'orderNumber', 'auto-debit'
from json_each(@Batch);

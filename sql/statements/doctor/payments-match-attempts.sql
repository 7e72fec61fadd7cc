select concat('entry ', entry.entry_id, ': a payment without a succeeded attempt') as finding
from ledger_entry as entry
left join debit_attempt as attempt on attempt.order_no = entry.order_no and attempt.state = 'succeeded'
where entry.kind = 'payment' and entry.order_no is not null and attempt.order_no is null
union all
select concat('entry ', entry.entry_id, ': amount, currency, installment or date are not those of order ', attempt.order_no)
from ledger_entry as entry
join debit_attempt as attempt on attempt.order_no = entry.order_no and attempt.state = 'succeeded'
where entry.kind = 'payment'
  and (entry.amount <> attempt.amount
       or entry.currency <> attempt.currency
       or entry.installment_id <> attempt.installment_id
       or entry.effective_on <> attempt.business_date)
union all
-- By the entry's key, which is unique and indexed; that the key is the order's is a check of its own.
select concat('order ', attempt.order_no, ': succeeded, without a payment in the ledger')
from debit_attempt as attempt
left join ledger_entry as entry on entry.entry_key = concat('debit:', attempt.order_no) and entry.kind = 'payment'
where attempt.state = 'succeeded' and entry.entry_id is null;

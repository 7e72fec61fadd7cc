select concat('entry ', entry.entry_id, ': a payment without a succeeded attempt') as finding
from ledger_entry as entry
left join debit_attempt as att on att.order_no = entry.order_no and att.state = 'succeeded'
where entry.kind = 'payment' and entry.order_no is not null and att.order_no is null
union all
select concat('entry ', entry.entry_id, ': amount, currency, installment or date are not those of order ', att.order_no)
from ledger_entry as entry
join debit_attempt as att on att.order_no = entry.order_no and att.state = 'succeeded'
where entry.kind = 'payment'
  and (entry.amount <> att.amount
       or entry.currency <> att.currency
       or entry.installment_id <> att.installment_id
       or entry.effective_on <> att.business_date)
union all
-- By the entry's key, which is unique and indexed; another check sees that the key is the order's.
select concat('order ', att.order_no, ': succeeded, without a payment in the ledger')
from debit_attempt as att
left join ledger_entry as entry on entry.entry_key = concat('debit:', att.order_no) and entry.kind = 'payment'
where att.state = 'succeeded' and entry.entry_id is null;

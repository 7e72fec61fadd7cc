-- Keys are unique, so a key made of the order's number means one payment per order.
select concat('entry ', entry_id, ': a payment of order ', order_no, ' under another key than the order''s') as finding
from ledger_entry
where kind = 'payment' and order_no is not null and entry_key <> concat('debit:', order_no)
union all
select concat('entry ', entry_id, ': has the key of a debit and is no payment of that order')
from ledger_entry
where entry_key like 'debit:%' and (kind <> 'payment' or order_no is null);

select concat('entry ', entry_id, ': a payment that was neither debited nor imported') as finding
from ledger_entry
where kind = 'payment' and order_no is null and entry_key not like 'import:%'
union all
select concat('entry ', entry_id, ': has the key of an imported payment and is none')
from ledger_entry
where entry_key like 'import:%' and (kind <> 'payment' or order_no is not null);

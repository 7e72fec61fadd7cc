-- An entry is never changed: what is known is unchanged.
select count(*) as known, 0 as changed
from import_payment s
join ledger_entry e on e.entry_key = concat('import:', s.payment_ref);

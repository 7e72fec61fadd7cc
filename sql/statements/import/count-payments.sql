-- An entry is never changed: what is known is unchanged.
select cast(count(*) as bigint) as known, cast(0 as bigint) as changed
from import_payment s
join ledger_entry e on e.entry_key = concat('import:', s.payment_ref);

-- Read for the status, before debits, and by whoever turns a switch.
select name, reason, actor, changed_at as since from debit_switch where is_off = 1 order by name;

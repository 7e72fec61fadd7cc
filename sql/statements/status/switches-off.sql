-- Used by AutoDebitStore, StatusReader, SwitchesOffReader and SwitchStore.
select name, reason, actor, changed_at as since from debit_switch where is_off = 1 order by name;

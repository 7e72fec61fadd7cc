-- Used by AutoDebitStore, StatusReader, SwitchHistory and SwitchStore.
select name, reason, actor, changed_at as since from debit_switch where is_off = 1 order by name;

select name, reason, actor, changed_at as since from debit_switch where name = @Name and is_off = 1;

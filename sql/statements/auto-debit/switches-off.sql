select name from debit_switch where is_off = 1;

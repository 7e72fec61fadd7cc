update debit_switch
set is_off = @IsOff, reason = @Reason, actor = @Actor, changed_at = @Now
where name = @Name and is_off <> @IsOff;

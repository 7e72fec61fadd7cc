-- Who opens debits meanwhile waits, and sees it: see connection/lock-facts.
declare @granted int;
exec @granted = sp_getapplock 'installment-worker:switches', 'Exclusive', 'Transaction';
if @granted < 0 throw 50006, 'the switches could not be had for turning', 1;

update debit_switch
set is_off = @IsOff, reason = @Reason, actor = @Actor, changed_at = @Now
where name = @Name and is_off <> @IsOff;

-- Whoever opens debits meanwhile waits, and then sees this: see sql-server-database/lock-facts.
declare @granted int;
exec @granted = sp_getapplock 'installment-worker:switches', 'Exclusive', 'Transaction';
if @granted < 0 throw 50006, 'the switches could not be had for turning', 1;

update debit_switch
set is_off = @IsOff, reason = @Reason, actor = @Actor, changed_at = @Now
where name = @Name and is_off <> @IsOff;

-- A switch without a row is on.
insert into debit_switch (name, is_off, reason, actor, changed_at)
select @Name, 1, @Reason, @Actor, @Now
where @IsOff = 1 and not exists (select 1 from debit_switch where name = @Name);

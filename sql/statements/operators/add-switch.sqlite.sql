-- A switch that was never turned is on.
insert into debit_switch (name, is_off, reason, actor, changed_at)
select @Name, 1, @Reason, @Actor, @Now
where not exists (select 1 from debit_switch where name = @Name);

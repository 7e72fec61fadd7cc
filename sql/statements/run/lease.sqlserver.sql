-- Of two workers that choose the same slice the second waits for the first, finds it taken, and tries again: the next statement
-- sees what the first has committed. It ends when it has a slice, or none is free.
declare @chosen int, @taken int = 0;
set @chosen = (select min(free.number)
               from run_slice as free
               where free.run_id = @RunId and free.state = 'open' and (free.expires_at is null or free.expires_at <= @MachineNow));

while @chosen is not null and @taken = 0
begin
    update run_slice
    set owner = @Owner, fence = fence + 1, expires_at = @Until
    where run_id = @RunId
      and number = @chosen
      and state = 'open'
      and (expires_at is null or expires_at <= @MachineNow);

    set @taken = @@rowcount;
    if @taken = 0
        set @chosen = (select min(free.number)
                       from run_slice as free
                       where free.run_id = @RunId and free.state = 'open' and (free.expires_at is null or free.expires_at <= @MachineNow));
end;

select number, fence, done_to, to_key from run_slice where run_id = @RunId and number = @chosen;

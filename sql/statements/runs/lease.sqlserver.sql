-- Of two workers that choose the same slice the second waits for the first, finds it taken, and looks again: what the first has
-- committed meanwhile is seen by the next statement. It ends when it has a slice, or none is free.
declare @leased table (number int not null, fence bigint not null, done_to bigint not null, to_key bigint not null);

while not exists (select 1 from @leased)
    and exists (select 1
                from run_slice
                where run_id = @RunId and state = 'open' and (expires_at is null or expires_at <= @MachineNow))
begin
    update run_slice
    set owner = @Owner, fence = fence + 1, expires_at = @Until
    output inserted.number as [number], inserted.fence as [fence], inserted.done_to as [done_to], inserted.to_key as [to_key]
    into @leased (number, fence, done_to, to_key)
    where run_id = @RunId
      and state = 'open'
      and (expires_at is null or expires_at <= @MachineNow)
      and number = (select min(free.number)
                    from run_slice as free
                    where free.run_id = @RunId and free.state = 'open' and (free.expires_at is null or free.expires_at <= @MachineNow));
end;

select number, fence, done_to, to_key from @leased;

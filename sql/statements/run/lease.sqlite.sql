update run_slice
set owner = @Owner, fence = fence + 1, expires_at = @Until
where run_id = @RunId
  and state = 'open'
  and (expires_at is null or expires_at <= @MachineNow)
  and number = (select min(free.number)
                from run_slice as free
                where free.run_id = @RunId and free.state = 'open' and (free.expires_at is null or free.expires_at <= @MachineNow))
returning number, fence, done_to, to_key;

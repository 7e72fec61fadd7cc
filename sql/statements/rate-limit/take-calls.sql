-- Reserves calls for the host that asks, one after the other from the returned instant on. An instant further ahead than all hosts
-- together can have reserved was written by a wrong clock.
update channel_rate
set next_call = case when next_call between @Now and @Latest then next_call else @Now end + @Span
where channel = @Channel;

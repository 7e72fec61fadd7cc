-- The calls that whoever asks may make: one after the other from the answer on, its and nobody else's. An instant further ahead
-- than all hosts together can have taken was written by a clock that was wrong.
update channel_rate
set next_call = case when next_call between @Now and @Latest then next_call else @Now end + @Span
where channel = @Channel;

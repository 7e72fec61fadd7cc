insert into channel_rate (channel, next_call)
select @Channel, 0
where not exists (select 1 from channel_rate where channel = @Channel);

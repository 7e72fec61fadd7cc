select next_call - @Span as first_call from channel_rate where channel = @Channel;

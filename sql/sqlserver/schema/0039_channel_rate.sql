-- When each channel with a limit of calls per second may be called next, by whichever host.

create table channel_rate (
    channel   nvarchar(32) collate Latin1_General_100_BIN2 not null,
    next_call bigint not null,                           -- microseconds since 1970, by the machines' clocks
    constraint pk_channel_rate primary key clustered (channel)
);

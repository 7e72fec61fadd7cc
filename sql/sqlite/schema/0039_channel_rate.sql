-- When each channel with a limit of calls per second may be called next, by whichever host.

create table channel_rate (
    channel   text    not null primary key,
    next_call integer not null               -- microseconds since 1970, by the machines' clocks
) strict, without rowid;

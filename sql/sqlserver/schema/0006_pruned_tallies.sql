-- What runs had counted that were pruned since, by job: brought forward, so that totals still add up with the ledger.

create table pruned_tally (
    job      varchar(32) collate Latin1_General_100_BIN2 not null,
    name     varchar(64) collate Latin1_General_100_BIN2 not null,
    currency varchar(3)  collate Latin1_General_100_BIN2 not null,        -- '' for a plain count
    value    bigint      not null,
    -- prune/carry-tallies
    constraint pk_pruned_tally primary key clustered (job, name, currency)
);

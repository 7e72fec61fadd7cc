-- What runs had counted that were pruned since, by job: brought forward, so that totals still add up with the ledger.

create table pruned_tally (
    job      varchar(32) not null,
    name     varchar(64) not null,
    currency varchar(3)  not null,  -- '' for a plain count
    value    bigint      not null,
    constraint pk_pruned_tally primary key (job, name, currency)
);

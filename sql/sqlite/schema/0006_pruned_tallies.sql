-- What runs had counted that were pruned since, by job: brought forward, so that totals still add up with the ledger.

create table pruned_tally (
    job      text    not null,
    name     text    not null,
    currency text    not null,                  -- '' for a plain count
    value    integer not null,
    primary key (job, name, currency)
) strict, without rowid;

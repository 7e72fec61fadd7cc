-- The outbox, and the operators' levers.

create table message (
    message_id     integer not null primary key autoincrement,
    message_key    text    not null unique,     -- (kind, installment, business date or order number): never the same mail twice
    kind           text    not null,
    customer_id    integer not null references customer (customer_id),
    plan_id        integer not null references installment_plan (plan_id),
    installment_id integer not null references installment (installment_id),
    courtesy       integer not null,            -- 1 when the customer may unsubscribe from it
    business_date  text    not null,
    facts          text    not null,            -- JSON: what it says, without whom it says it to
    created_at     text    not null,
    state          text    not null,            -- waiting, sent, dropped, failed
    next_try_at    text,                        -- null once it is no longer waiting
    tries          integer not null default 0,
    finished_at    text,
    detail         text
) strict;

create index message_by_next_try on message (next_try_at) where next_try_at is not null;

create table account_hold (
    hold_id     integer not null primary key autoincrement,
    customer_id integer references customer (customer_id),
    plan_id     integer references installment_plan (plan_id),
    reason      text    not null,
    actor       text    not null,
    placed_at   text    not null,
    until_date  text,                           -- the last business date it holds; null until released
    released_at text,
    check ((customer_id is null) <> (plan_id is null))
) strict;

create index account_hold_by_customer on account_hold (customer_id);
create index account_hold_by_plan on account_hold (plan_id);

create table debit_switch (
    name       text    not null primary key,    -- debits, channel:<name>
    is_off     integer not null,
    reason     text    not null,
    actor      text    not null,
    changed_at text    not null
) strict;

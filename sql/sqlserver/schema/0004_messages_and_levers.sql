-- The outbox, and the operators' levers.

-- A filtered index needs it, here and in every session that writes messages. It is on wherever a driver connects; sqlcmd turns
-- it off unless it is called with -I.
set quoted_identifier on;
GO

create table message (
    message_id     bigint        not null identity (1, 1),
    -- (kind, installment, business date or order number): never the same mail twice
    message_key    nvarchar(100) collate Latin1_General_100_BIN2 not null,
    kind           varchar(32)   collate Latin1_General_100_BIN2 not null,
    customer_id    bigint        not null,
    plan_id        bigint        not null,
    installment_id bigint        not null,
    courtesy       bit           not null,       -- 1 when the customer may unsubscribe from it
    business_date  date          not null,
    facts          nvarchar(max) not null,       -- JSON: what it says, without whom it says it to
    created_at     datetime2(3)  not null,
    state          varchar(16)   collate Latin1_General_100_BIN2 not null,
    next_try_at    datetime2(3)  null,           -- null once it is no longer waiting
    tries          int           not null constraint df_message_tries default 0,
    finished_at    datetime2(3)  null,
    detail         nvarchar(400) null,
    constraint pk_message primary key clustered (message_id),
    -- settle/insert-messages, remind/read-candidates
    constraint uq_message_key unique nonclustered (message_key),
    constraint fk_message_customer foreign key (customer_id) references customer (customer_id),
    constraint fk_message_plan foreign key (plan_id) references installment_plan (plan_id),
    constraint fk_message_installment foreign key (installment_id) references installment (installment_id),
    constraint ck_message_state check (state in ('waiting', 'sent', 'dropped', 'failed'))
);

-- send-mail/cut and read-waiting, status/outbox: only what waits is in it, however many messages there were.
create index message_by_next_try on message (next_try_at) where next_try_at is not null;

create table account_hold (
    hold_id     bigint        not null identity (1, 1),
    customer_id bigint        null,
    plan_id     bigint        null,
    reason      nvarchar(320) not null,
    actor       nvarchar(320) not null,
    placed_at   datetime2(3)  not null,
    until_date  date          null,              -- the last business date it holds; null until released
    released_at datetime2(3)  null,
    constraint pk_account_hold primary key clustered (hold_id),
    constraint fk_account_hold_customer foreign key (customer_id) references customer (customer_id),
    constraint fk_account_hold_plan foreign key (plan_id) references installment_plan (plan_id),
    constraint ck_account_hold_of_one
        check ((customer_id is null and plan_id is not null) or (customer_id is not null and plan_id is null))
);

-- book/read-holds, send-mail/read-waiting, operators/holds-in-force and release-holds.
create index account_hold_by_customer on account_hold (customer_id) include (released_at, until_date);

-- The same for plans.
create index account_hold_by_plan on account_hold (plan_id) include (released_at, until_date);

create table debit_switch (
    name       nvarchar(64)  collate Latin1_General_100_BIN2 not null,    -- debits, channel:<name>
    is_off     bit           not null,
    reason     nvarchar(320) not null,
    actor      nvarchar(320) not null,
    changed_at datetime2(3)  not null,
    constraint pk_debit_switch primary key clustered (name)
);

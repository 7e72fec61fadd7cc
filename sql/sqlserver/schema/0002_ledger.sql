-- What happened to the money. No entry is ever changed or deleted: corrections are entries of their own.

create table ledger_entry (
    entry_id          bigint        not null identity (1, 1),
    -- debit:<order no>, import:<ref>, fee:<installment>:<date>:<n>, waiver:<id>, reversal:<entry>
    entry_key         nvarchar(400) collate Latin1_General_100_BIN2 not null,
    plan_id           bigint        not null,
    installment_id    bigint        not null,
    kind              varchar(16)   collate Latin1_General_100_BIN2 not null,
    amount            bigint        not null,
    currency          varchar(3)    collate Latin1_General_100_BIN2 not null,
    effective_on      date          not null,
    entered_at        datetime2(3)  not null,
    order_no          varchar(32)   collate Latin1_General_100_BIN2 null,
    reverses_entry_id bigint        null,
    actor             nvarchar(320) not null,
    reason            nvarchar(320) null,
    constraint pk_ledger_entry primary key clustered (entry_id),
    constraint uq_ledger_entry_key unique nonclustered (entry_key),
    constraint fk_ledger_entry_plan foreign key (plan_id) references installment_plan (plan_id),
    constraint fk_ledger_entry_installment foreign key (installment_id) references installment (installment_id),
    constraint fk_ledger_entry_reversed foreign key (reverses_entry_id) references ledger_entry (entry_id),
    constraint ck_ledger_entry_kind check (kind in ('payment', 'late_fee', 'waiver', 'reversal'))
);

-- book/read-entries, late-fees/past-due-entries and entangled-plans: the account of a plan in the order of its entries, without
-- a look at the rows. operators/insert-waiver, doctor/plans-awaiting-statuses. What was entered after a mark (late-fees,
-- mark-overdue) is a range of the primary key, and stands at its end.
create index ledger_entry_by_plan on ledger_entry (plan_id) include (installment_id, kind, amount, effective_on, reverses_entry_id);
GO

create trigger ledger_entry_is_never_changed on ledger_entry instead of update
as
begin
    throw 50001, 'a ledger entry is never changed: enter a correction', 1;
end;
GO

create trigger ledger_entry_is_never_deleted on ledger_entry instead of delete
as
begin
    throw 50002, 'a ledger entry is never deleted: enter a correction', 1;
end;
GO

-- Clustered by the order number, although that is no number of the database's: order numbers are version 7 UUIDs, so new ones
-- come at the end, and 32 bytes in each of two indexes are little for reading an attempt in one step. Everything that settles,
-- asks or sends again knows an attempt by it.
create table debit_attempt (
    order_no          varchar(32)   collate Latin1_General_100_BIN2 not null,
    installment_id    bigint        not null,
    payment_method_id bigint        not null,
    channel           nvarchar(32)  collate Latin1_General_100_BIN2 not null,
    amount            bigint        not null,
    currency          varchar(3)    collate Latin1_General_100_BIN2 not null,
    token             nvarchar(320) collate Latin1_General_100_BIN2 not null,    -- as sent: a second sending must be identical
    description       nvarchar(400) collate Latin1_General_100_BIN2 not null,
    business_date     date          not null,
    sent_at           datetime2(3)  not null,
    state             varchar(16)   collate Latin1_General_100_BIN2 not null,
    reference         nvarchar(64)  collate Latin1_General_100_BIN2 null,
    decline_code      nvarchar(64)  collate Latin1_General_100_BIN2 null,
    decline_category  varchar(16)   collate Latin1_General_100_BIN2 null,
    detail            nvarchar(400) null,
    settled_at        datetime2(3)  null,
    run_id            bigint        not null,
    constraint pk_debit_attempt primary key clustered (order_no),
    constraint fk_debit_attempt_installment foreign key (installment_id) references installment (installment_id),
    constraint fk_debit_attempt_payment_method foreign key (payment_method_id) references payment_method (payment_method_id),
    constraint ck_debit_attempt_state
        check (state in ('unknown', 'pending', 'lost', 'succeeded', 'declined', 'rejected', 'withdrawn')),
    constraint ck_debit_attempt_decline_category check (decline_category in ('soft', 'hard'))
);

-- auto-debit/attempts-of-installments, without a look at the rows; import/changed-plans, doctor/messages-unique.
create index debit_attempt_by_installment on debit_attempt (installment_id)
    include (payment_method_id, business_date, sent_at, state, decline_category);

-- auto-debit/attempts-of-methods: what of a method's budget is spent, without a look at the rows.
create index debit_attempt_by_method on debit_attempt (payment_method_id, sent_at) include (state);

-- One row while an installment has an attempt in doubt. Its primary key is what makes a second debit impossible.
create table open_debit (
    installment_id bigint       not null,
    -- written first: it decides whether there may be an attempt
    order_no       varchar(32)  collate Latin1_General_100_BIN2 not null,
    asks           int          not null constraint df_open_debit_asks default 0,       -- how often the channel was asked
    next_ask_at    datetime2(3) not null,
    last_sent_at   datetime2(3) not null,
    resends        int          not null constraint df_open_debit_resends default 0,    -- from the first one on the attempt can not be withdrawn
    constraint pk_open_debit primary key clustered (installment_id),
    constraint uq_open_debit_order_no unique nonclustered (order_no),
    constraint fk_open_debit_installment foreign key (installment_id) references installment (installment_id)
);

-- reconcile/cut: what is due to be asked for.
create index open_debit_by_next_ask on open_debit (next_ask_at);

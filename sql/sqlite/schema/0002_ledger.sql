-- What happened to the money. No entry is ever changed or deleted: corrections are entries of their own.

create table ledger_entry (
    entry_id          integer not null primary key autoincrement,
    entry_key         text    not null unique,  -- debit:<order no>, import:<ref>, fee:<installment>:<date>:<n>, waiver:<id>, reversal:<entry>
    plan_id           integer not null references installment_plan (plan_id),
    installment_id    integer not null references installment (installment_id),
    kind              text    not null,         -- payment, late_fee, waiver, reversal
    amount            integer not null,
    currency          text    not null,
    effective_on      text    not null,
    entered_at        text    not null,
    order_no          text,
    reverses_entry_id integer references ledger_entry (entry_id),
    actor             text    not null,
    reason            text
) strict;

create index ledger_entry_by_plan on ledger_entry (plan_id);

create trigger ledger_entry_is_never_changed before update on ledger_entry
begin
    select raise(abort, 'a ledger entry is never changed: enter a correction');
end;

create trigger ledger_entry_is_never_deleted before delete on ledger_entry
begin
    select raise(abort, 'a ledger entry is never deleted: enter a correction');
end;

create table debit_attempt (
    order_no          text    not null primary key,
    installment_id    integer not null references installment (installment_id),
    payment_method_id integer not null references payment_method (payment_method_id),
    channel           text    not null,
    amount            integer not null,
    currency          text    not null,
    token             text    not null,         -- as sent: a second sending must be identical
    description       text    not null,
    business_date     text    not null,
    sent_at           text    not null,
    state             text    not null,         -- unknown, pending, lost, succeeded, declined, rejected, withdrawn
    reference         text,
    decline_code      text,
    decline_category  text,                     -- soft, hard
    detail            text,
    settled_at        text,
    run_id            integer not null
) strict, without rowid;

create index debit_attempt_by_installment on debit_attempt (installment_id);
create index debit_attempt_by_method on debit_attempt (payment_method_id, sent_at);

-- One row while an installment has an attempt in doubt. Its primary key is what makes a second debit impossible.
create table open_debit (
    installment_id integer not null primary key references installment (installment_id),
    order_no       text    not null unique,      -- written first: it decides whether there may be an attempt
    asks           integer not null default 0,   -- how often the channel was asked
    next_ask_at    text    not null,
    last_sent_at   text    not null,
    resends        integer not null default 0    -- from the first one on the attempt can not be withdrawn
) strict;

create index open_debit_by_next_ask on open_debit (next_ask_at);

-- What an import has read and not yet checked as a whole. Empty outside of an import: rows live and go within its transaction.
-- A value that can't be read is null here and an error in the report; an installment number that can't be read is 0.

create table import_customer (
    customer_ref text    not null,
    line         integer not null,   -- where the record starts in its file; the header is line 1
    name         text,
    email        text,
    language     text,
    time_zone    text,
    primary key (customer_ref, line)
) strict, without rowid;

create table import_payment_method (
    method_ref   text    not null,
    line         integer not null,
    customer_ref text,
    channel      text,
    token        text,
    priority     integer,
    status       text,
    primary key (method_ref, line)
) strict, without rowid;

create table import_plan (
    plan_ref     text    not null,
    line         integer not null,
    customer_ref text,
    product      text,
    currency     text,
    principal    integer,
    signed_on    text,
    autopay      integer,
    method_ref   text,
    primary key (plan_ref, line)
) strict, without rowid;

create table import_installment (
    plan_ref      text    not null,
    number        integer not null,
    line          integer not null,
    due_on        text,
    rolled_due_on text,
    principal     integer,
    interest      integer,
    primary key (plan_ref, number, line)
) strict, without rowid;

-- By line: payments enter the ledger in the order of their file.
create table import_payment (
    line        integer not null primary key,
    payment_ref text    not null,
    plan_ref    text,
    number      integer,
    amount      integer,
    paid_on     text,
    source      text
) strict;

create index import_payment_by_ref on import_payment (payment_ref);

-- The status as the book's owner last gave it. The worker may have suspended the method since: the same file imported
-- again must not make it active.
alter table payment_method add column imported_status text;

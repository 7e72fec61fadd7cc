-- What an import has read and not yet checked as a whole. Empty outside of an import: rows live and go within its transaction.
-- A value that can't be read is null here and an error in the report; an installment number that can't be read is 0.
-- References and codes have the types and collations of the book's columns that they are compared with.

create table import_customer (
    customer_ref nvarchar(320) collate Latin1_General_100_BIN2 not null,
    line         bigint        not null,         -- where the record starts in its file; the header is line 1
    name         nvarchar(200) null,
    email        nvarchar(320) null,
    language     varchar(320)  collate Latin1_General_100_BIN2 null,
    time_zone    varchar(320)  collate Latin1_General_100_BIN2 null,
    constraint pk_import_customer primary key clustered (customer_ref, line)
);

create table import_payment_method (
    method_ref   nvarchar(320) collate Latin1_General_100_BIN2 not null,
    line         bigint        not null,
    customer_ref nvarchar(320) collate Latin1_General_100_BIN2 null,
    channel      nvarchar(32)  collate Latin1_General_100_BIN2 null,
    token        nvarchar(320) collate Latin1_General_100_BIN2 null,
    priority     int           null,
    status       varchar(16)   collate Latin1_General_100_BIN2 null,
    constraint pk_import_payment_method primary key clustered (method_ref, line)
);

create table import_plan (
    plan_ref     nvarchar(320) collate Latin1_General_100_BIN2 not null,
    line         bigint        not null,
    customer_ref nvarchar(320) collate Latin1_General_100_BIN2 null,
    product      nvarchar(320) collate Latin1_General_100_BIN2 null,
    currency     varchar(3)    collate Latin1_General_100_BIN2 null,
    principal    bigint        null,
    signed_on    date          null,
    autopay      bit           null,
    method_ref   nvarchar(320) collate Latin1_General_100_BIN2 null,
    constraint pk_import_plan primary key clustered (plan_ref, line)
);

create table import_installment (
    plan_ref      nvarchar(320) collate Latin1_General_100_BIN2 not null,
    number        int           not null,
    line          bigint        not null,
    due_on        date          null,
    rolled_due_on date          null,
    principal     bigint        null,
    interest      bigint        null,
    constraint pk_import_installment primary key clustered (plan_ref, number, line)
);

-- By line: payments enter the ledger in the order of their file.
create table import_payment (
    line        bigint        not null,
    payment_ref nvarchar(320) collate Latin1_General_100_BIN2 not null,
    plan_ref    nvarchar(320) collate Latin1_General_100_BIN2 null,
    number      int           null,
    amount      bigint        null,
    paid_on     date          null,
    source      nvarchar(320) null,
    constraint pk_import_payment primary key clustered (line)
);

-- import/duplicate-payments.
create index import_payment_by_ref on import_payment (payment_ref);

-- The status as the book's owner last gave it. The worker may have suspended the method since: the same file imported
-- again must not make it active.
alter table payment_method add imported_status varchar(16) collate Latin1_General_100_BIN2 null;

-- The book: customers, what they bound, what they owe.
-- Money is a bigint of minor units with its currency beside it; business dates are dates, instants are datetime2(3) in UTC.
-- Codes and references compare byte by byte (Latin1_General_100_BIN2); what people read keeps the database's collation.

create table customer (
    customer_id        bigint        not null identity (1, 1),
    customer_ref       nvarchar(320) collate Latin1_General_100_BIN2 not null,
    name               nvarchar(200) not null,
    email              nvarchar(320) not null,
    language           varchar(320)  collate Latin1_General_100_BIN2 not null,
    time_zone          varchar(320)  collate Latin1_General_100_BIN2 not null,
    bad_address_reason nvarchar(400) null,       -- set when a mail server refused the address for good
    courtesy_off_at    datetime2(3)  null,       -- set when the customer unsubscribed from courtesy messages
    constraint pk_customer primary key clustered (customer_id),
    constraint uq_customer_ref unique nonclustered (customer_ref)
);

create table payment_method (
    payment_method_id bigint        not null identity (1, 1),
    method_ref        nvarchar(320) collate Latin1_General_100_BIN2 not null,
    customer_id       bigint        not null,
    channel           nvarchar(32)  collate Latin1_General_100_BIN2 not null,
    token             nvarchar(320) collate Latin1_General_100_BIN2 not null,
    priority          int           not null,
    status            varchar(16)   collate Latin1_General_100_BIN2 not null,
    status_reason     nvarchar(320) null,
    status_changed_at datetime2(3)  null,
    constraint pk_payment_method primary key clustered (payment_method_id),
    constraint uq_payment_method_ref unique nonclustered (method_ref),
    constraint fk_payment_method_customer foreign key (customer_id) references customer (customer_id),
    constraint ck_payment_method_status check (status in ('active', 'suspended', 'revoked'))
);

-- book/read-methods: the methods of a batch of customers, a few of each.
create index payment_method_by_customer on payment_method (customer_id);

create table installment_plan (
    plan_id           bigint        not null identity (1, 1),
    plan_ref          nvarchar(320) collate Latin1_General_100_BIN2 not null,
    customer_id       bigint        not null,
    product           nvarchar(320) collate Latin1_General_100_BIN2 not null,
    currency          varchar(3)    collate Latin1_General_100_BIN2 not null,
    principal         bigint        not null,
    signed_on         date          not null,
    autopay           bit           not null,
    payment_method_id bigint        null,
    constraint pk_installment_plan primary key clustered (plan_id),
    constraint uq_installment_plan_ref unique nonclustered (plan_ref),
    constraint fk_installment_plan_customer foreign key (customer_id) references customer (customer_id),
    constraint fk_installment_plan_payment_method foreign key (payment_method_id) references payment_method (payment_method_id)
);

-- auto-debit/read-candidates (a range of customers), auto-debit/cut and status/stopped (which plans are debited, and whose they
-- are), book/read-holds: none of them needs more of a plan than stands here, so none reads the plan.
create index installment_plan_by_customer on installment_plan (customer_id) include (autopay, payment_method_id);

-- Clustered by its plan: a schedule is read whole (book/read-installments, late-fees/past-due-installments, import), and lies
-- on a page or two. The primary key is the way of what knows a single installment: book/write-statuses, open debits, messages.
create table installment (
    installment_id bigint       not null identity (1, 1),
    plan_id        bigint       not null,
    number         int          not null,
    due_on         date         not null,        -- as agreed
    rolled_due_on  date         not null,        -- as the calendar rolls it: everything is computed from this one
    principal      bigint       not null,
    interest       bigint       not null,
    status         varchar(16)  collate Latin1_General_100_BIN2 not null,
    overdue_since  date         null,
    written_off_on date         null,
    constraint pk_installment primary key nonclustered (installment_id),
    constraint uq_installment_plan_number unique clustered (plan_id, number),
    constraint fk_installment_plan foreign key (plan_id) references installment_plan (plan_id),
    constraint ck_installment_status check (status in ('scheduled', 'due', 'overdue', 'paid', 'written_off'))
);

-- The way of every daily job to what it has to look at: auto-debit/cut, mark-overdue/cut and read-candidates, late-fees/cut and
-- read-plans, remind/cut and read-candidates, status/installments, status/overdue, status/stopped. Finding out which plans,
-- and for remind which installments, reads no row.
create index installment_by_status_and_due_date on installment (status, rolled_due_on, plan_id) include (installment_id);

-- The book: customers, what they bound, what they owe.
-- Money is an integer of minor units with its currency beside it; business dates are ISO text (2026-11-21),
-- instants are UTC text with milliseconds (2026-11-21T01:00:00.000Z), so that text order is time order.

create table customer (
    customer_id        integer not null primary key autoincrement,
    customer_ref       text    not null unique,
    name               text    not null,
    email              text    not null,
    language           text    not null,
    time_zone          text    not null,
    bad_address_reason text,             -- set when a mail server refused the address for good
    courtesy_off_at    text              -- set when the customer unsubscribed from courtesy messages
) strict;

create table payment_method (
    payment_method_id integer not null primary key autoincrement,
    method_ref        text    not null unique,
    customer_id       integer not null references customer (customer_id),
    channel           text    not null,
    token             text    not null,
    priority          integer not null,
    status            text    not null,  -- active, suspended, revoked
    status_reason     text,
    status_changed_at text
) strict;

create index payment_method_by_customer on payment_method (customer_id);

create table installment_plan (
    plan_id           integer not null primary key autoincrement,
    plan_ref          text    not null unique,
    customer_id       integer not null references customer (customer_id),
    product           text    not null,
    currency          text    not null,
    principal         integer not null,
    signed_on         text    not null,
    autopay           integer not null,
    payment_method_id integer references payment_method (payment_method_id)
) strict;

create index installment_plan_by_customer on installment_plan (customer_id);

create table installment (
    installment_id integer not null primary key autoincrement,
    plan_id        integer not null references installment_plan (plan_id),
    number         integer not null,
    due_on         text    not null,     -- as agreed
    rolled_due_on  text    not null,     -- as the calendar rolls it: everything is computed from this one
    principal      integer not null,
    interest       integer not null,
    status         text    not null,     -- scheduled, due, overdue, paid, written_off
    overdue_since  text,
    written_off_on text,
    unique (plan_id, number)
) strict;

-- The way of every daily job to what it has to look at; with the plan in it, finding out which plans reads no row.
create index installment_by_status_and_due_date on installment (status, rolled_due_on, plan_id);

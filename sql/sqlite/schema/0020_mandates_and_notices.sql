-- What a customer agreed to about a payment method, who may stand in for it, and what was announced before a debit.

-- The mandate's limits: null where it has none. The amount is in ten-thousandths of a major unit, the most decimals any
-- currency has, because a mandate holds in whatever currency is debited under it.
alter table payment_method add column max_amount integer;
alter table payment_method add column valid_from text;     -- first and last business date of debits
alter table payment_method add column valid_until text;

-- Since when it can be debited, for a method that came, was reactivated or got a new token when its customer had plans
-- already; null for one that was there from the beginning.
alter table payment_method add column active_since text;

-- Whether other methods may stand in for the designated one. Null, which means no, where nobody has said since they stopped
-- doing so by themselves: doctor lists those plans.
alter table installment_plan add column fallback integer;

-- What the book's owner last gave. What a customer or an operator changed since stays, until the file's own value changes.
alter table payment_method add column imported_max_amount integer;
alter table payment_method add column imported_valid_from text;
alter table payment_method add column imported_valid_until text;
alter table installment_plan add column imported_autopay integer;
alter table installment_plan add column imported_method_ref text;    -- '' where the file designates none
alter table installment_plan add column imported_fallback integer;

update installment_plan
set imported_autopay = autopay,
    imported_method_ref = coalesce((select method.method_ref
                                    from payment_method as method
                                    where method.payment_method_id = installment_plan.payment_method_id), '');

alter table import_payment_method add column max_amount integer;
alter table import_payment_method add column valid_from text;
alter table import_payment_method add column valid_until text;
alter table import_plan add column fallback integer;

-- What the channel advised beside its decline code: do_not_retry, retry_after:<days>, update_method.
alter table debit_attempt add column advice_code text;

-- The notice that an attempt was made under, where its channel demands one.
alter table debit_attempt add column notice_no text;

-- What was announced to a channel or a customer before a debit.
create table debit_notice (
    notice_no         text    not null primary key,
    installment_id    integer not null references installment (installment_id),
    payment_method_id integer not null references payment_method (payment_method_id),
    channel           text    not null,
    token             text    not null,         -- as announced: a second sending must be identical
    amount            integer not null,         -- what may be debited under it in all
    currency          text    not null,
    debit_from        text    not null,         -- first and last day of debits, in the channel's zone
    debit_until       text    not null,
    message_key       text,                     -- the message that is the notice: accepted once it was sent; null where the channel is told
    asked_at          text    not null,
    state             text    not null,         -- asked, accepted, refused; of a message always asked
    answered_at       text,
    detail            text
) strict, without rowid;

create index debit_notice_by_installment on debit_notice (installment_id);
create index debit_notice_by_method on debit_notice (payment_method_id, asked_at);

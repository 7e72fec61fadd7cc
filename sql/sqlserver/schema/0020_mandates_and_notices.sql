-- What a customer agreed to about a payment method, who may stand in for it, and what was announced before a debit.

-- The mandate's limits: null where it has none. The amount is in ten-thousandths of a major unit, the most decimals any
-- currency has, because a mandate holds in whatever currency is debited under it. valid_from and valid_until are the first and
-- last business date of debits. active_since: since when it can be debited, for a method that came, was reactivated or got a
-- new token when its customer had plans already; null for one that was there from the beginning.
-- imported_...: what the book's owner last gave. What a customer or an operator changed since stays, until the file's own
-- value changes.
alter table payment_method add max_amount bigint null;
GO

alter table payment_method add valid_from date null;
GO

alter table payment_method add valid_until date null;
GO

alter table payment_method add active_since datetime2(3) null;
GO

alter table payment_method add imported_max_amount bigint null;
GO

alter table payment_method add imported_valid_from date null;
GO

alter table payment_method add imported_valid_until date null;
GO

-- fallback: whether other methods may stand in for the designated one. Null, which means no, where nobody has said since they
-- stopped doing so by themselves: doctor lists those plans. imported_method_ref is '' where the file designates none.
alter table installment_plan add fallback bit null;
GO

alter table installment_plan add imported_autopay bit null;
GO

alter table installment_plan add imported_method_ref nvarchar(320) collate Latin1_General_100_BIN2 null;
GO

alter table installment_plan add imported_fallback bit null;
GO

update held
set imported_autopay = held.autopay,
    imported_method_ref = coalesce(method.method_ref, N'')
from installment_plan as held
left join payment_method as method on method.payment_method_id = held.payment_method_id
where held.imported_autopay is null;
GO

alter table import_payment_method add max_amount bigint null;
GO

alter table import_payment_method add valid_from date null;
GO

alter table import_payment_method add valid_until date null;
GO

alter table import_plan add fallback bit null;
GO

-- advice_code: what the channel advised beside its decline code: do_not_retry, retry_after:<days>, update_method.
-- notice_no: the notice that an attempt was made under, where its channel demands one.
alter table debit_attempt add advice_code nvarchar(64) collate Latin1_General_100_BIN2 null;
GO

alter table debit_attempt add notice_no varchar(32) collate Latin1_General_100_BIN2 null;
GO

-- What was announced to a channel or a customer before a debit.
create table debit_notice (
    notice_no         varchar(32)   collate Latin1_General_100_BIN2 not null,
    installment_id    bigint        not null,
    payment_method_id bigint        not null,
    channel           nvarchar(32)  collate Latin1_General_100_BIN2 not null,
    token             nvarchar(320) collate Latin1_General_100_BIN2 not null,    -- as announced: a second sending must be identical
    amount            bigint        not null,    -- what may be debited under it in all
    currency          varchar(3)    collate Latin1_General_100_BIN2 not null,
    debit_from        date          not null,    -- first and last day of debits, in the channel's zone
    debit_until       date          not null,
    -- the message that is the notice: accepted once it was sent; null where the channel is told
    message_key       nvarchar(100) collate Latin1_General_100_BIN2 null,
    asked_at          datetime2(3)  not null,
    state             varchar(16)   collate Latin1_General_100_BIN2 not null,    -- of a message always asked
    answered_at       datetime2(3)  null,
    detail            nvarchar(400) null,
    constraint pk_debit_notice primary key clustered (notice_no),
    constraint fk_debit_notice_installment foreign key (installment_id) references installment (installment_id),
    constraint fk_debit_notice_payment_method foreign key (payment_method_id) references payment_method (payment_method_id),
    constraint ck_debit_notice_state check (state in ('asked', 'accepted', 'refused'))
);
GO

-- auto-debit/notices-of-installments, remind/read-candidates.
create index debit_notice_by_installment on debit_notice (installment_id);
GO

-- prune/read-notices.
create index debit_notice_by_method on debit_notice (payment_method_id, asked_at);
GO

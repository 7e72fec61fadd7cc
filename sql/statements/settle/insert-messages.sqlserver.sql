-- The unique key of a message is the guard: what is in the outbox already stays as it is. Of two servers that find it missing,
-- one breaks against the key, and finds it when its unit of work is run again.
insert into message (
    message_key, kind, customer_id, plan_id, installment_id, courtesy, business_date, facts, created_at, state, next_try_at)
select fresh.message_key, fresh.kind, fresh.customer_id, fresh.plan_id, fresh.installment_id, fresh.courtesy,
       fresh.business_date, fresh.facts, @Now, 'waiting', coalesce(fresh.not_before, @Now)
from openjson(@Batch) with (
    message_key    nvarchar(100) '$.key',
    kind           varchar(32)   '$.kind',
    customer_id    bigint        '$.customerId',
    plan_id        bigint        '$.planId',
    installment_id bigint        '$.installmentId',
    courtesy       bit           '$.courtesy',
    business_date  date          '$.businessDate',
    facts          nvarchar(max) '$.facts' as json,
    not_before     datetime2(3)  '$.notBefore') as fresh
where not exists (select 1 from message as mail where mail.message_key = fresh.message_key collate Latin1_General_100_BIN2);

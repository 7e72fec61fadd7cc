-- The unique key of a message guards: what is in the outbox already stays as it is. Of two hosts that find it missing, one
-- violates the key, and finds it when its unit of work is run again.
insert into message (
    message_key, kind, customer_id, plan_id, installment_id, courtesy, business_date, facts, created_at, state, next_try_at)
select new_message.message_key, new_message.kind, new_message.customer_id, new_message.plan_id, new_message.installment_id, new_message.courtesy,
       new_message.business_date, new_message.facts, @Now, 'waiting', coalesce(new_message.not_before, @Now)
from openjson(@Batch) with (
    message_key    nvarchar(100) '$.key',
    kind           varchar(32)   '$.kind',
    customer_id    bigint        '$.customerId',
    plan_id        bigint        '$.planId',
    installment_id bigint        '$.installmentId',
    courtesy       bit           '$.courtesy',
    business_date  date          '$.businessDate',
    facts          nvarchar(max) '$.facts' as json,
    not_before     datetime2(3)  '$.notBefore') as new_message
where not exists (select 1 from message as msg where msg.message_key = new_message.message_key collate Latin1_General_100_BIN2);

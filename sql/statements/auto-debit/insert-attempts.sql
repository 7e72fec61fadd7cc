insert into debit_attempt (
    order_no, installment_id, payment_method_id, channel, amount, currency, token, description,
    business_date, sent_at, state, run_id, notice_no, rest_amount)
select att.order_no, att.installment_id, att.payment_method_id, att.channel, att.amount, att.currency, att.token,
       att.description, att.business_date, att.sent_at, 'unknown', @RunId, att.notice_no, att.rest_amount
from openjson(@Batch) with (
    order_no          varchar(32)   '$.orderNumber',
    installment_id    bigint        '$.installmentId',
    payment_method_id bigint        '$.paymentMethodId',
    channel           nvarchar(32)  '$.channel',
    amount            bigint        '$.amount',
    currency          varchar(3)    '$.currency',
    token             nvarchar(320) '$.token',
    description       nvarchar(400) '$.description',
    business_date     date          '$.businessDate',
    sent_at           datetime2(3)  '$.sentAt',
    notice_no         varchar(32)   '$.noticeNumber',
    rest_amount       bigint        '$.rest') as att;

insert into debit_notice (
    notice_no, installment_id, payment_method_id, channel, token, amount, currency, debit_from, debit_until, message_key, asked_at, state)
select notice.notice_no, notice.installment_id, notice.payment_method_id, notice.channel, notice.token,
       notice.amount, notice.currency, notice.debit_from, notice.debit_until, notice.message_key, @Now, 'asked'
from openjson(@Batch) with (
    notice_no         varchar(32)   '$.noticeNumber',
    installment_id    bigint        '$.installmentId',
    payment_method_id bigint        '$.paymentMethodId',
    channel           nvarchar(32)  '$.channel',
    token             nvarchar(320) '$.token',
    amount            bigint        '$.amount',
    currency          varchar(3)    '$.currency',
    debit_from        date          '$.debitFrom',
    debit_until       date          '$.debitUntil',
    message_key       nvarchar(100) '$.messageKey') as notice;

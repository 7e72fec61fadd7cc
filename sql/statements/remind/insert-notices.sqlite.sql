insert into debit_notice (
    notice_no, installment_id, payment_method_id, channel, token, amount, currency, debit_from, debit_until, message_key, asked_at, state)
select value ->> 'noticeNumber', value ->> 'installmentId', value ->> 'paymentMethodId', value ->> 'channel', value ->> 'token',
       value ->> 'amount', value ->> 'currency', value ->> 'debitFrom', value ->> 'debitUntil', value ->> 'messageKey', @Now, 'asked'
from json_each(@Batch);

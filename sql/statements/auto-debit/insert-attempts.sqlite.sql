insert into debit_attempt (
    order_no, installment_id, payment_method_id, channel, amount, currency, token, description,
    business_date, sent_at, state, run_id, notice_no, rest_amount)
-- Materialized, because json_each writes an object out anew for every field that is read of it.
with batch_row as materialized (select value from json_each(@Batch))
select value ->> 'orderNumber', value ->> 'installmentId', value ->> 'paymentMethodId', value ->> 'channel', value ->> 'amount',
       value ->> 'currency', value ->> 'token', value ->> 'description', value ->> 'businessDate', value ->> 'sentAt', 'unknown', @RunId,
       value ->> 'noticeNumber', value ->> 'rest'
from batch_row;

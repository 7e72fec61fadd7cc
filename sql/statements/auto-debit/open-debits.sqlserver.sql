-- The primary key of open_debit is the guard: an installment that has an open debit keeps the one it has. Of two servers that
-- find none, one breaks against the key, and finds one when its unit of work is run again.
insert into open_debit (installment_id, order_no, next_ask_at, last_sent_at)
output inserted.order_no as [order_no]
select attempt.installment_id, attempt.order_no, @FirstAskAt, attempt.sent_at
from openjson(@Batch) with (
    installment_id bigint       '$.installmentId',
    order_no       varchar(32)  '$.orderNumber',
    sent_at        datetime2(3) '$.sentAt') as attempt
where not exists (select 1 from open_debit as open_one where open_one.installment_id = attempt.installment_id);

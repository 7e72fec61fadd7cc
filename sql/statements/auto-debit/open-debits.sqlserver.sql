-- The primary key of open_debit guards: an installment with an open debit keeps it. Of two hosts that find none, one violates the
-- key, and finds one when its unit of work is run again.
insert into open_debit (installment_id, order_no, next_ask_at, last_sent_at)
output inserted.order_no as [order_no]
select att.installment_id, att.order_no, @FirstAskAt, att.sent_at
from openjson(@Batch) with (
    installment_id bigint       '$.installmentId',
    order_no       varchar(32)  '$.orderNumber',
    sent_at        datetime2(3) '$.sentAt') as att
where not exists (select 1 from open_debit as debit where debit.installment_id = att.installment_id);

declare @change table (payment_method_id bigint not null primary key, reason nvarchar(320) null);

insert into @change (payment_method_id, reason)
select payment_method_id, reason
from openjson(@Batch) with (payment_method_id bigint '$.paymentMethodId', reason nvarchar(320) '$.reason');

update payment_method
set status = 'suspended',
    status_reason = (select change.reason from @change as change where change.payment_method_id = payment_method.payment_method_id),
    status_changed_at = @Now
output inserted.payment_method_id as [payment_method_id]
where payment_method_id in (select payment_method_id from @change) and status = 'active';

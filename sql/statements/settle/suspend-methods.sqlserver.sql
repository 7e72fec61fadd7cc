update method
set status = 'suspended', status_reason = change.reason, status_changed_at = @Now
output inserted.payment_method_id as [payment_method_id]
from payment_method as method
join openjson(@Batch) with (
    payment_method_id bigint        '$.paymentMethodId',
    reason            nvarchar(320) '$.reason') as change
    on change.payment_method_id = method.payment_method_id
where method.status = 'active';

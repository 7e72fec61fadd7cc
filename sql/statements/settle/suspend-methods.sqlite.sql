update payment_method
set status = 'suspended', status_reason = change.value ->> 'reason', status_changed_at = @Now
from json_each(@Batch) as change
where payment_method.payment_method_id = change.value ->> 'paymentMethodId' and payment_method.status = 'active'
returning payment_method_id;

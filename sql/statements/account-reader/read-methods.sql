select method_ref as reference, channel, token, priority, status, status_reason, status_changed_at
from payment_method
where customer_id = @CustomerId
order by priority, payment_method_id;

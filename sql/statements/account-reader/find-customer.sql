select customer_id, customer_ref as reference, name, email, language, time_zone, bad_address_reason, courtesy_off_at
from customer
where customer_id = @CustomerId;

update customer set courtesy_off_at = null where customer_id = @CustomerId and courtesy_off_at is not null;

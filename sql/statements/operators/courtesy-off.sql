update customer set courtesy_off_at = @Now where customer_id = @CustomerId and courtesy_off_at is null;

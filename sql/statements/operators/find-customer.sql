select customer_id from customer where customer_ref = @Reference;

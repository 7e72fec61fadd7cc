select status from payment_method where method_ref = @Reference;

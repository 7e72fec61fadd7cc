-- Attempts have no number of their own to walk by: they are found by the methods they were made on.
select coalesce(min(payment_method_id), 0) as first_key, coalesce(max(payment_method_id), -1) as last_key from payment_method;

-- Attempts have no numeric key to page by: they are paged by payment method.
select coalesce(min(payment_method_id), 0) as first_key, coalesce(max(payment_method_id), -1) as last_key from payment_method;

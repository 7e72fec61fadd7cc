select coalesce(min(payment_method_id), 0) as first_key, coalesce(max(payment_method_id), -1) as last_key from debit_notice;

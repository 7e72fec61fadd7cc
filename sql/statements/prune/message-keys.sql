select coalesce(min(message_id), 0) as first_key, coalesce(max(message_id), -1) as last_key from message;

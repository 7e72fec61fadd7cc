select coalesce(min(session_no), 0) as first_key, coalesce(max(session_no), -1) as last_key from operator_session;

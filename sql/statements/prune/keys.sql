-- Between which keys a table is walked.

-- name: attempt-keys
-- Attempts have no number of their own to walk by: they are found by the methods they were made on.
select coalesce(min(payment_method_id), 0) as first_key, coalesce(max(payment_method_id), -1) as last_key from payment_method;

-- name: message-keys
select coalesce(min(message_id), 0) as first_key, coalesce(max(message_id), -1) as last_key from message;

-- name: message-after
-- The first message after a key: one step into the primary key.
select message_id, created_at
from message
where message_id = (select min(message_id) from message where message_id > @After);

-- name: notice-keys
select coalesce(min(payment_method_id), 0) as first_key, coalesce(max(payment_method_id), -1) as last_key from debit_notice;

-- name: run-keys
select coalesce(min(run_id), 0) as first_key, coalesce(max(run_id), -1) as last_key from job_run;

-- name: error-keys
select coalesce(min(run_error_id), 0) as first_key, coalesce(max(run_error_id), -1) as last_key from run_error where run_id = @RunId;

-- name: session-keys
select coalesce(min(session_no), 0) as first_key, coalesce(max(session_no), -1) as last_key from operator_session;

-- By debit_attempt_by_business_date: a run works for one business date.
select 'attempt' as kind, attempt.order_no as subject, attempt.state, attempt.description, attempt.channel, attempt.amount, attempt.currency,
       attempt.sent_at as at, attempt.settled_at, attempt.reference, attempt.decline_code, attempt.detail
from job_run as run
join debit_attempt as attempt on attempt.business_date = run.business_date and attempt.run_id = run.run_id
where run.run_id = @RunId;

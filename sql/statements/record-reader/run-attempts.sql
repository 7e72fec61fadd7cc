-- By debit_attempt_by_business_date: a run works for one business date.
select 'attempt' as kind, att.order_no as subject, att.state, att.description, att.channel, att.amount, att.currency,
       att.sent_at as at, att.settled_at, att.reference, att.decline_code, att.detail
from job_run as run
join debit_attempt as att on att.business_date = run.business_date and att.run_id = run.run_id
where run.run_id = @RunId;

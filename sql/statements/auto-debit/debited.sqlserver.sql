-- Other hosts that open debits of the run wait until these are opened: together they pass no limit.
declare @locked bigint;
select @locked = max(run.ledger_mark)
from job_run as run with (updlock)
where run.run_id = @RunId;

-- What the run has debited, and what it may yet have: under way with any worker, or in doubt.
select currency, sum(value) as value
from (select currency, value
      from run_tally
      where run_id = @RunId and name = 'debited' and currency <> ''
      union all
      select attempt.currency, attempt.amount as value
      from open_debit as open_one
      join debit_attempt as attempt on attempt.order_no = open_one.order_no
      where attempt.run_id = @RunId) as counted
group by currency;

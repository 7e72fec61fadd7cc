-- Other hosts that open debits of the run wait until these are opened: so together they stay below the limit.
declare @locked bigint;
select @locked = max(run.ledger_mark)
from job_run as run with (updlock)
where run.run_id = @RunId;

-- What the run has debited, and what it may still debit: on its way from any worker, or in doubt.
select currency, sum(value) as value
from (select currency, value
      from run_tally
      where run_id = @RunId and name = 'debited' and currency <> ''
      union all
      select att.currency, att.amount as value
      from open_debit as debit
      join debit_attempt as att on att.order_no = debit.order_no
      where att.run_id = @RunId) as counted
group by currency;

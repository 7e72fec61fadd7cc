-- In total: a run of reconcile counts what a run of auto-debit left in doubt. Counters of pruned runs were carried forward.
select concat(case currency when '' then 'count' else currency end, ': runs counted ', sum(counted), ' as debited, the ledger holds ', sum(booked)) as finding
from (select tally.currency as currency, tally.value as counted, 0 as booked
      from run_tally as tally
      join job_run as run on run.run_id = tally.run_id
      where tally.name = 'debited' and run.job in ('auto-debit', 'reconcile')
      union all
      select currency, value, 0 from pruned_tally where name = 'debited' and job in ('auto-debit', 'reconcile')
      union all
      select '', 0, 1 from ledger_entry where kind = 'payment' and order_no is not null
      union all
      select currency, 0, amount from ledger_entry where kind = 'payment' and order_no is not null) as both_sides
group by currency
having sum(counted) <> sum(booked);

select concat(name, ' ', case currency when '' then 'count' else currency end, ': runs counted ', sum(counted), ', the ledger holds ', sum(booked)) as finding
from (select tally.name as name, tally.currency as currency, tally.value as counted, 0 as booked
      from run_tally as tally
      join job_run as run on run.run_id = tally.run_id
      where tally.name in ('posted', 'takenBack') and run.job = 'late-fees'
      union all
      select name, currency, value, 0 from pruned_tally where name in ('posted', 'takenBack') and job = 'late-fees'
      union all
      select case when amount > 0 then 'posted' else 'takenBack' end, '', 0, 1 from ledger_entry where kind = 'late_fee'
      union all
      select case when amount > 0 then 'posted' else 'takenBack' end, currency, 0, amount from ledger_entry where kind = 'late_fee') as both_sides
group by name, currency
having sum(counted) <> sum(booked);

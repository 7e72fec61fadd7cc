-- Which messages were pruned was brought forward, as was what pruned runs counted.
select concat(kind, ': runs counted ', sum(counted), ', the outbox holds ', sum(written)) as finding
from (select case tally.name when 'dueSoon' then 'due-soon' when 'debited' then 'receipt' else 'overdue' end as kind, tally.value as counted, 0 as written
      from run_tally as tally
      join job_run as run on run.run_id = tally.run_id
      where tally.currency = ''
        and ((run.job = 'remind' and tally.name in ('dueSoon', 'overdue'))
             or (run.job in ('auto-debit', 'reconcile') and tally.name = 'debited'))
      union all
      select case name when 'dueSoon' then 'due-soon' when 'debited' then 'receipt' else 'overdue' end, value, 0
      from pruned_tally
      where currency = ''
        and ((job = 'remind' and name in ('dueSoon', 'overdue')) or (job in ('auto-debit', 'reconcile') and name = 'debited'))
      union all
      select name, 0, value from pruned_tally where job = 'prune' and name in ('due-soon', 'overdue', 'receipt')
      union all
      select mail.kind, 0, 1 from message as mail where mail.kind in ('due-soon', 'overdue', 'receipt')) as both_sides
group by kind
having sum(counted) <> sum(written);

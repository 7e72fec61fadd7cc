-- Pruned messages and counters of pruned runs were carried forward. The receipt of the first part of a debit covers the others.
select concat(kind, ': runs counted ', sum(counted), ', the outbox holds ', sum(written)) as finding
from (select case when tally.name = 'dueSoon' then 'due-soon' when tally.name in ('debited', 'furtherParts') then 'receipt' else 'overdue' end as kind,
             case tally.name when 'furtherParts' then -tally.value else tally.value end as counted, 0 as written
      from run_tally as tally
      join job_run as run on run.run_id = tally.run_id
      where tally.currency = ''
        and ((run.job = 'remind' and tally.name in ('dueSoon', 'overdue'))
             or (run.job in ('auto-debit', 'reconcile') and tally.name in ('debited', 'furtherParts')))
      union all
      select case when name = 'dueSoon' then 'due-soon' when name in ('debited', 'furtherParts') then 'receipt' else 'overdue' end,
             case name when 'furtherParts' then -value else value end,
             0
      from pruned_tally
      where currency = ''
        and ((job = 'remind' and name in ('dueSoon', 'overdue')) or (job in ('auto-debit', 'reconcile') and name in ('debited', 'furtherParts')))
      union all
      select name, 0, value from pruned_tally where job = 'prune' and name in ('due-soon', 'overdue', 'receipt')
      union all
      select msg.kind, 0, 1 from message as msg where msg.kind in ('due-soon', 'overdue', 'receipt')) as both_sides
group by kind
having sum(counted) <> sum(written);

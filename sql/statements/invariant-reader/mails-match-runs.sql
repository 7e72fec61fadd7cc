-- Pruned messages and counters of pruned runs were carried forward.
select concat('runs counted ', sum(counted), ' mails as sent, the outbox says ', sum(sent)) as finding
from (select tally.value as counted, 0 as sent
      from run_tally as tally
      join job_run as run on run.run_id = tally.run_id
      where tally.name = 'sent' and run.job = 'send-mail'
      union all
      select value, 0 from pruned_tally where name = 'sent' and job = 'send-mail'
      union all
      select 0, value from pruned_tally where name = 'sent' and job = 'prune'
      union all
      select 0, 1 from message as msg where msg.state = 'sent') as both_sides
having sum(counted) <> sum(sent);

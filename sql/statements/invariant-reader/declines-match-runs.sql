-- In total, as for debits: any run may settle what another one sent. Counters of pruned runs, and pruned attempts, were carried
-- forward. An attempt that succeeded after all was counted in the state it was given up in.
select concat(name, ' ', case currency when '' then 'count' else currency end, ': runs counted ', sum(counted), ', the attempts say ', sum(recorded)) as finding
from (select case when tally.name in ('withdrawn', 'unreached') then 'deferred' else tally.name end as name, tally.currency as currency, tally.value as counted, 0 as recorded
      from run_tally as tally
      join job_run as run on run.run_id = tally.run_id
      where tally.name in ('declinedSoft', 'declinedHard', 'rejected', 'deferred', 'withdrawn', 'unreached') and run.job in ('auto-debit', 'reconcile')
      union all
      select case when name in ('withdrawn', 'unreached') then 'deferred' else name end, currency, value, 0
      from pruned_tally
      where name in ('declinedSoft', 'declinedHard', 'rejected', 'deferred', 'withdrawn', 'unreached') and job in ('auto-debit', 'reconcile')
      union all
      select name, currency, 0, value
      from pruned_tally
      where name in ('declinedSoft', 'declinedHard', 'rejected', 'deferred') and job = 'prune'
      union all
      select ended.name, '', 0, 1
      from (select case
                       when coalesce(given_up_as, state) = 'rejected' then 'rejected'
                       when coalesce(given_up_as, state) = 'withdrawn' then 'deferred'
                       when decline_category = 'hard' then 'declinedHard'
                       else 'declinedSoft'
                   end as name
            from debit_attempt
            where coalesce(given_up_as, state) in ('declined', 'rejected', 'withdrawn')) as ended
      union all
      select ended.name, ended.currency, 0, ended.amount
      from (select case
                       when coalesce(given_up_as, state) = 'rejected' then 'rejected'
                       when coalesce(given_up_as, state) = 'withdrawn' then 'deferred'
                       when decline_category = 'hard' then 'declinedHard'
                       else 'declinedSoft'
                   end as name,
                   currency,
                   amount
            from debit_attempt
            where coalesce(given_up_as, state) in ('declined', 'rejected', 'withdrawn')) as ended) as both_sides
group by name, currency
having sum(counted) <> sum(recorded);

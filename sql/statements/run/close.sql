-- A run is completed if it set nothing aside: no row that breaks a rule, and not everything for lack of a connection. What never
-- reached its channel is tried again with its occurrence; such a run has a reason, one that set rows aside has none.
update job_run
set state = case
                when @State = 'completed' and (exists (select 1 from run_tally as tally where tally.run_id = job_run.run_id and tally.name = 'setAside')
                                               or exists (select 1 from run_tally as tally where tally.run_id = job_run.run_id and tally.name = 'unreached')
                                                  and not exists (select 1
                                                                  from run_tally as tally
                                                                  where tally.run_id = job_run.run_id
                                                                    and tally.name in ('debited', 'declinedSoft', 'declinedHard', 'rejected', 'inDoubt', 'deferred')))
                then 'set-aside'
                else @State
            end,
    stop_reason = case
                      when @State = 'completed' and exists (select 1 from run_tally as tally where tally.run_id = job_run.run_id and tally.name = 'unreached')
                           and not exists (select 1
                                           from run_tally as tally
                                           where tally.run_id = job_run.run_id
                                             and tally.name in ('debited', 'declinedSoft', 'declinedHard', 'rejected', 'inDoubt', 'deferred'))
                      then 'nothing of what was to be sent reached its channel'
                      else @Reason
                  end,
    finished_at = @Now
where run_id = @RunId and state in ('cutting', 'active');

-- The mark: no entry up to it may appear later. Numbers are assigned before their transactions commit, so the highest visible number
-- is a mark only while nobody is writing entries. Writers hold this lock shared, and here it is requested exclusively. If that takes
-- too long (an import writes for minutes) the newest run's mark is used: a lower one only makes the next run read more. Jobs that do
-- not need a mark use that one at once: waiting for the exclusive lock blocks everybody who writes entries.
declare @granted int = -1;
if @Job in ('mark-overdue', 'late-fees') exec @granted = sp_getapplock 'ledger', 'Exclusive', 'Transaction', 5000;

insert into job_run (job, business_date, occasion, try_no, trigger_kind, actor, reason, background_job, state, started_at, ledger_mark)
output inserted.run_id as [run_id]
select @Job, @BusinessDate, @Occurrence, @TryNo, @Trigger, @Actor, @Reason, @BackgroundJob, 'cutting', @Now,
       case when @granted >= 0
            then (select coalesce(max(entry_id), 0) from ledger_entry)
            else coalesce((select newest.ledger_mark from job_run as newest where newest.run_id = (select max(run_id) from job_run)), 0)
       end;

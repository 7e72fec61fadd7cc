-- The mark: no entry up to it may appear later. Numbers are given before their transactions commit, so the highest number to be
-- seen is one only while nobody is writing entries. Whoever does shares this lock, and it is asked for alone here. Where that
-- takes too long (an import writes for minutes) the newest run's mark serves: a lower one only makes the next run look at more.
-- It serves every job too that does not go by the mark: who waits for the lock alone keeps everybody waiting who enters something.
declare @granted int = -1;
if @Job in ('mark-overdue', 'late-fees') exec @granted = sp_getapplock 'ledger', 'Exclusive', 'Transaction', 5000;

insert into job_run (job, business_date, occasion, try_no, trigger_kind, actor, reason, background_job, state, started_at, ledger_mark)
output inserted.run_id as [run_id]
select @Job, @BusinessDate, @Occurrence, @TryNo, @Trigger, @Actor, @Reason, @BackgroundJob, 'cutting', @Now,
       case when @granted >= 0
            then (select coalesce(max(entry_id), 0) from ledger_entry)
            else coalesce((select newest.ledger_mark from job_run as newest where newest.run_id = (select max(run_id) from job_run)), 0)
       end;

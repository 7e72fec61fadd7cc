insert into job_run (job, business_date, occasion, try_no, trigger_kind, actor, reason, background_job, state, started_at, ledger_mark)
values (@Job, @BusinessDate, @Occurrence, @TryNo, @Trigger, @Actor, @Reason, @BackgroundJob, 'cutting', @Now, (select coalesce(max(entry_id), 0) from ledger_entry))
returning run_id;

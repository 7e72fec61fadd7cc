insert into job_run (job, business_date, occasion, try_no, trigger_kind, actor, reason, state, started_at, ledger_mark)
values (@Job, @BusinessDate, @Occasion, @TryNo, @Trigger, @Actor, @Reason, 'cutting', @Now, (select coalesce(max(entry_id), 0) from ledger_entry))
returning run_id;

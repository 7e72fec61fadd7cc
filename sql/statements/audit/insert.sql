insert into audit_entry (recorded_at, actor, action, subject, reason, detail)
values (@RecordedAt, @Actor, @Action, @Subject, @Reason, @Detail);

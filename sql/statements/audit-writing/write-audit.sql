insert into audit_entry (recorded_at, actor, actor_issuer, actor_subject, action, subject, reason, detail)
values (@RecordedAt, @Actor, @ActorIssuer, @ActorSubject, @Action, @Subject, @Reason, @Detail);

insert into audit_entry (recorded_at, actor, action, subject, detail) values (@Now, @Actor, 'import', @Subject, @Detail);

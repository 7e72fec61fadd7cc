insert into operator_session (session_id, name, name_key, issuer, subject, began_at, ends_at)
values (@SessionId, @Name, @NameKey, @Issuer, @Subject, @BeganAt, @EndsAt);

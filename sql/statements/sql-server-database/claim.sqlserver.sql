-- The lock ends with its owner, the transaction or the session. 0 and 1 mean that it was granted, less that it was not. The
-- database's name is part of it: on some servers that speak the protocol such locks are per server, not per database.
declare @scoped nvarchar(255) = concat(db_name(), N'/', @Resource);
declare @answer int;
exec @answer = sp_getapplock @Resource = @scoped, @LockMode = 'Exclusive', @LockOwner = @Owner, @LockTimeout = @TimeoutMilliseconds;
select @answer as [answer];

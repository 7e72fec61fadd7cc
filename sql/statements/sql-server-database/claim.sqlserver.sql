-- The claim ends with its owner, the transaction or the session, however that ends. 0 and 1 are yes, anything below is no. The
-- database's name is part of it: some servers that speak the protocol keep such locks for the server, not for the database.
declare @scoped nvarchar(255) = concat(db_name(), N'/', @Resource);
declare @answer int;
exec @answer = sp_getapplock @Resource = @scoped, @LockMode = 'Exclusive', @LockOwner = @Owner, @LockTimeout = @TimeoutMilliseconds;
select @answer as [answer];

-- The claim ends with the transaction, however that ends. 0 and 1 are yes, anything below is no. The database's name is part of
-- it: some servers that speak the protocol keep such locks for the server, not for the database.
declare @scoped nvarchar(255) = concat(db_name(), N'/', @Resource);
declare @answer int;
exec @answer = sp_getapplock @Resource = @scoped, @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = @TimeoutMilliseconds;
select @answer as [answer];

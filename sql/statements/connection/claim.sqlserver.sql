-- The claim ends with the transaction, however that ends. 0 and 1 are yes, anything below is no.
declare @answer int;
exec @answer = sp_getapplock @Resource = @Resource, @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = @TimeoutMilliseconds;
select @answer as [answer];

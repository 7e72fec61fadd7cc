declare @locked bigint;
-- Whoever opens debits of these customers meanwhile waits, and then sees this: see sql-server-database/lock-facts.
select @locked = max(len(cust.time_zone))
from customer as cust with (updlock)
where cust.customer_id in (select meth.customer_id
                           from payment_method as meth
                           where meth.payment_method_id in (
                               select payment_method_id from openjson(@Batch) with (payment_method_id bigint '$.paymentMethodId')));

-- Locks the rows and returns which they are; the next statement finds the same ones. (UPDATE … FROM with OUTPUT is not known everywhere.)
update payment_method
set status = payment_method.status
output inserted.payment_method_id as [payment_method_id]
where payment_method_id in (select payment_method_id from openjson(@Batch) with (payment_method_id bigint '$.paymentMethodId'))
  and status = 'active';

update meth
set status = 'suspended', status_reason = change.reason, status_changed_at = @Now
from payment_method as meth
cross join openjson(@Batch) with (
    payment_method_id bigint        '$.paymentMethodId',
    reason            nvarchar(320) '$.reason') as change
where meth.payment_method_id = change.payment_method_id and meth.status = 'active';

declare @locked bigint;
-- Whoever opens debits of these customers meanwhile waits, and then sees this: see sql-server-database/lock-facts.
select @locked = max(len(cust.time_zone))
from customer as cust with (updlock)
where cust.customer_id in (select meth.customer_id from payment_method as meth where meth.method_ref = @Reference);

update payment_method
set status = @To, status_reason = @Reason, status_changed_at = @Now,
    active_since = case when @To = 'active' then @Now else active_since end
where method_ref = @Reference and status = @From;

declare @locked bigint;
-- Whoever opens debits of these plans meanwhile waits, and then sees this: see sql-server-database/lock-facts.
select @locked = sum(pln.principal)
from installment_plan as pln with (updlock)
where pln.plan_id = @PlanId;

select @locked = max(len(cust.time_zone))
from customer as cust with (updlock)
where cust.customer_id = @CustomerId;

insert into account_hold (customer_id, plan_id, reason, actor, placed_at, until_date)
values (@CustomerId, @PlanId, @Reason, @Actor, @Now, @Until);

declare @locked bigint;
-- Who opens debits of these plans meanwhile waits, and sees it: see connection/lock-facts.
select @locked = sum(held.principal)
from installment_plan as held with (updlock)
where held.plan_id = @PlanId;

select @locked = max(len(who.time_zone))
from customer as who with (updlock)
where who.customer_id = @CustomerId;

insert into account_hold (customer_id, plan_id, reason, actor, placed_at, until_date)
values (@CustomerId, @PlanId, @Reason, @Actor, @Now, @Until);

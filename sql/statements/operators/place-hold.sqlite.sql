insert into account_hold (customer_id, plan_id, reason, actor, placed_at, until_date)
values (@CustomerId, @PlanId, @Reason, @Actor, @Now, @Until);

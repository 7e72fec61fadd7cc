-- Expired holds keep their end; only those in force are released.
update account_hold
set released_at = @Now
where (plan_id = @PlanId or customer_id = @CustomerId)
  and released_at is null
  and (until_date is null or until_date >= @BusinessDate);

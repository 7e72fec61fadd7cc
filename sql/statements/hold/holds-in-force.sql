select hold.hold_id, hold.reason, hold.actor, hold.until_date as until
from account_hold as hold
where (hold.plan_id = @PlanId or hold.customer_id = @CustomerId)
  and hold.released_at is null
  and (hold.until_date is null or hold.until_date >= @BusinessDate)
order by hold.hold_id desc;

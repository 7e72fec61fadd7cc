select plan_reference, reason, actor, placed_at, until, released_at
from (select hold.hold_id, null as plan_reference, hold.reason, hold.actor, hold.placed_at, hold.until_date as until, hold.released_at
      from account_hold as hold
      where hold.customer_id = @CustomerId
      union all
      select hold.hold_id, pln.plan_ref, hold.reason, hold.actor, hold.placed_at, hold.until_date, hold.released_at
      from installment_plan as pln
      join account_hold as hold on hold.plan_id = pln.plan_id
      where pln.customer_id = @CustomerId) as placed
order by hold_id desc;

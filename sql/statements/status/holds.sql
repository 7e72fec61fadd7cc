select count(customer_id) as customers, count(plan_id) as plans
from account_hold
where released_at is null and (until_date is null or until_date >= @BusinessDate);

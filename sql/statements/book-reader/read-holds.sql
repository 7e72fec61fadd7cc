select hold.customer_id, hold.plan_id
from openjson(@Ids) with (value bigint '$') as id
join account_hold as hold on hold.customer_id = id.value
where hold.released_at is null and (hold.until_date is null or hold.until_date >= @BusinessDate)
union all
select hold.customer_id, hold.plan_id
from openjson(@Ids) with (value bigint '$') as id
join installment_plan as pln on pln.customer_id = id.value
join account_hold as hold on hold.plan_id = pln.plan_id
where hold.released_at is null and (hold.until_date is null or hold.until_date >= @BusinessDate);

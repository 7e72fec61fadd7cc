-- Every so many candidates a slice ends, with the customer it has come to: a customer is never parted between slices.
select distinct customer_id
from (select held.customer_id as customer_id,
             row_number() over (order by held.customer_id) as place,
             count(*) over () as total
      from installment as part
      join installment_plan as held on held.plan_id = part.plan_id
      where part.status in ('scheduled', 'due', 'overdue')
        and part.rolled_due_on between @OldestDueOn and @LatestDueOn
        and held.autopay = 1) as candidate
where place % @SliceSize = 0 or place = total
order by customer_id;

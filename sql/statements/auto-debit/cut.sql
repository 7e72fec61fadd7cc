-- Every so many candidates a slice ends, with the customer it has come to: a customer is never parted between slices. After its
-- last day an installment is looked at once more when a method of its customer came, or came back, and was not tried on a day before.
select distinct customer_id
from (select held.customer_id as customer_id,
             row_number() over (order by held.customer_id) as place,
             count(*) over () as total
      from installment as part
      join installment_plan as held on held.plan_id = part.plan_id
      where part.status in ('scheduled', 'due', 'overdue')
        and part.rolled_due_on <= @LatestDueOn
        and (part.rolled_due_on >= @OldestDueOn
             or exists (select 1
                        from payment_method as method
                        where method.customer_id = held.customer_id
                          and method.status = 'active'
                          and method.active_since is not null
                          and not exists (select 1
                                          from debit_attempt as attempt
                                          where attempt.installment_id = part.installment_id
                                            and attempt.sent_at >= method.active_since
                                            and attempt.business_date < @BusinessDate
                                            and attempt.state <> 'withdrawn'
                                            and not (attempt.state = 'succeeded' and attempt.rest_amount > 0))))
        and held.autopay = 1) as candidate
where place % @SliceSize = 0 or place = total
order by customer_id;

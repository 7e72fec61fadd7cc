select attempt.order_no as order_number, attempt.installment_id, part.plan_id, held.customer_id, attempt.payment_method_id, attempt.channel,
       attempt.amount, attempt.currency, attempt.token, attempt.description, attempt.business_date, attempt.sent_at, attempt.state,
       open_one.last_sent_at, held.payment_method_id as designated_method_id,
       coalesce(held.fallback, 0) as allows_fallback, held.autopay
from open_debit as open_one
join debit_attempt as attempt on attempt.order_no = open_one.order_no
join installment as part on part.installment_id = open_one.installment_id
join installment_plan as held on held.plan_id = part.plan_id
where attempt.run_id = @RunId and held.customer_id > @After and held.customer_id <= @To
order by open_one.installment_id;

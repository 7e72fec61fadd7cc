select attempt.order_no as order_number, attempt.installment_id, part.plan_id, held.customer_id, attempt.payment_method_id, attempt.channel,
       attempt.amount, attempt.currency, attempt.token, attempt.description, attempt.business_date, attempt.sent_at,
       attempt.state, attempt.run_id, attempt.reference, attempt.decline_code, attempt.detail, attempt.settled_at,
       open_one.asks, open_one.last_sent_at, open_one.resends, open_one.next_ask_at,
       held.payment_method_id as designated_method_id,
       coalesce(held.fallback, 0) as allows_fallback, held.autopay
from debit_attempt as attempt
join installment as part on part.installment_id = attempt.installment_id
join installment_plan as held on held.plan_id = part.plan_id
left join open_debit as open_one on open_one.order_no = attempt.order_no and open_one.installment_id = attempt.installment_id
where attempt.order_no = @OrderNumber;

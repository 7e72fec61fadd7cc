select attempt.order_no as order_number, attempt.run_id, method.method_ref as method_reference, attempt.channel, attempt.amount,
       attempt.currency, attempt.business_date, attempt.sent_at, attempt.state, attempt.token,
       attempt.reference, attempt.decline_code,
       attempt.decline_category, attempt.detail, attempt.settled_at, doubt.asks, doubt.resends, doubt.next_ask_at
from debit_attempt as attempt
join payment_method as method on method.payment_method_id = attempt.payment_method_id
left join open_debit as doubt on doubt.order_no = attempt.order_no
where attempt.installment_id = @InstallmentId
order by attempt.sent_at desc, attempt.order_no desc;

select att.order_no as order_number, att.installment_id, inst.plan_id, pln.customer_id, att.payment_method_id, att.channel,
       att.amount, att.currency, att.token, att.description, att.business_date, att.sent_at, att.state,
       debit.last_sent_at, pln.payment_method_id as designated_method_id,
       coalesce(pln.fallback, 0) as allows_fallback, pln.autopay
from open_debit as debit
join debit_attempt as att on att.order_no = debit.order_no
join installment as inst on inst.installment_id = debit.installment_id
join installment_plan as pln on pln.plan_id = inst.plan_id
where att.run_id = @RunId and pln.customer_id > @After and pln.customer_id <= @To
order by debit.installment_id;

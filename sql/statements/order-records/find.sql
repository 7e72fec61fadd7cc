select att.order_no as order_number, att.installment_id, inst.plan_id, pln.customer_id, att.payment_method_id, att.channel,
       att.amount, att.currency, att.token, att.description, att.business_date, att.sent_at,
       att.state, att.run_id, att.reference, att.decline_code, att.detail, att.settled_at,
       debit.asks, debit.last_sent_at, debit.resends, debit.next_ask_at,
       pln.payment_method_id as designated_method_id,
       coalesce(pln.fallback, 0) as allows_fallback, pln.autopay
from debit_attempt as att
join installment as inst on inst.installment_id = att.installment_id
join installment_plan as pln on pln.plan_id = inst.plan_id
left join open_debit as debit on debit.order_no = att.order_no and debit.installment_id = att.installment_id
where att.order_no = @OrderNumber;

select att.order_no as order_number, att.run_id, meth.method_ref as method_reference, att.channel, att.amount,
       att.currency, att.business_date, att.sent_at, att.state, att.token,
       att.reference, att.decline_code,
       att.decline_category, att.detail, att.settled_at, debit.asks, debit.resends, debit.next_ask_at
from debit_attempt as att
join payment_method as meth on meth.payment_method_id = att.payment_method_id
left join open_debit as debit on debit.order_no = att.order_no
where att.installment_id = @InstallmentId
order by att.sent_at desc, att.order_no desc;

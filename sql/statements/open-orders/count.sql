-- Orders without an outcome yet: they wait to be sent, or are out. Orders in doubt are not counted.
select count(*)
from open_debit as debit
join debit_attempt as att on att.order_no = debit.order_no
join payment_method as meth on meth.payment_method_id = att.payment_method_id
join installment as inst on inst.installment_id = debit.installment_id
join installment_plan as pln on pln.plan_id = inst.plan_id
join customer as cust on cust.customer_id = pln.customer_id
where debit.asks = 0
  and (@Channel is null or att.channel = @Channel)
  and (@CustomerReference is null or cust.customer_ref = @CustomerReference)
  and (@PlanReference is null or pln.plan_ref = @PlanReference)
  and (@MethodReference is null or meth.method_ref = @MethodReference)
  and (@RunId is null or att.run_id = @RunId);

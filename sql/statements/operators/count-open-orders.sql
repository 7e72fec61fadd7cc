-- Whoever opened them has written nothing down yet: they wait to be sent, or are out. Those in doubt were asked about.
select count(*)
from open_debit as open_one
join debit_attempt as attempt on attempt.order_no = open_one.order_no
join payment_method as method on method.payment_method_id = attempt.payment_method_id
join installment as inst on inst.installment_id = open_one.installment_id
join installment_plan as held on held.plan_id = inst.plan_id
join customer as who on who.customer_id = held.customer_id
where open_one.asks = 0
  and (@Channel is null or attempt.channel = @Channel)
  and (@CustomerReference is null or who.customer_ref = @CustomerReference)
  and (@PlanReference is null or held.plan_ref = @PlanReference)
  and (@MethodReference is null or method.method_ref = @MethodReference)
  and (@RunId is null or attempt.run_id = @RunId);

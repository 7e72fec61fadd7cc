-- Under row versioning a check of the facts misses what is committed at the same time. Whoever opens debits therefore locks plans,
-- customers and switches first, and so does whoever writes a payment, a waiver, a hold, a method, a schedule or a switch: the
-- statement after this one sees all commits before, and there are no others until the transaction ends. The summed column is in no
-- index, so that the rows themselves are locked.
declare @granted int, @locked bigint;
exec @granted = sp_getapplock 'installment-worker:switches', 'Shared', 'Transaction';
if @granted < 0 throw 50006, 'the switches could not be had for reading', 1;

select @locked = sum(pln.principal)
from installment_plan as pln with (updlock)
where pln.plan_id in (select value from openjson(@Ids) with (value bigint '$'));

select @locked = max(len(cust.time_zone))
from customer as cust with (updlock)
where cust.customer_id in (select pln.customer_id
                           from installment_plan as pln
                           where pln.plan_id in (select value from openjson(@Ids) with (value bigint '$')));

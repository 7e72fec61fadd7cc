declare @locked bigint;
-- Whoever opens debits of these plans meanwhile waits, and then sees this: see sql-server-database/lock-facts.
select @locked = sum(pln.principal)
from installment_plan as pln with (updlock)
where pln.plan_id in (select inst.plan_id
                      from installment as inst
                      where inst.installment_id in (select value from openjson(@Ids) with (value bigint '$')));

update installment
set status = @Status, overdue_since = @OverdueSince
where installment_id in (select value from openjson(@Ids) with (value bigint '$'));

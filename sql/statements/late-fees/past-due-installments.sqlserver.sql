-- The columns are read by their places, as those of book/read-installments.
select part.plan_id, part.installment_id, cast(part.number as bigint) as number, part.rolled_due_on as due_on, part.principal, part.interest, part.status, part.written_off_on
from openjson(@Ids) with (value bigint '$') as id
join installment as part on part.plan_id = id.value
where part.status <> 'paid' and part.rolled_due_on <= @DueBy
order by part.plan_id, part.number;

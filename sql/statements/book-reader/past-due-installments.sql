-- Columns are read by position, like those of book-reader/read-installments.
select inst.plan_id, inst.installment_id, cast(inst.number as bigint) as number, inst.rolled_due_on as due_on, inst.principal, inst.interest, inst.status, inst.written_off_on
from openjson(@Ids) with (value bigint '$') as id
join installment as inst on inst.plan_id = id.value
where inst.status <> 'paid' and inst.rolled_due_on <= @DueBy
order by inst.plan_id, inst.number;

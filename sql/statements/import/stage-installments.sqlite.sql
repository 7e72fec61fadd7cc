insert into import_installment (line, plan_ref, number, due_on, rolled_due_on, principal, interest)
select
    value ->> 'line', value ->> 'planRef', value ->> 'number', value ->> 'dueOn', value ->> 'rolledDueOn',
    value ->> 'principal', value ->> 'interest'
from json_each(@Rows);

select s.line, 'number' as column_name, s.plan_ref as value, cast(d.first_line as varchar(20)) as other
from (
    select plan_ref, number, min(line) as first_line
    from import_installment
    where number > 0
    group by plan_ref, number
    having count(*) > 1
) d
join import_installment s on s.plan_ref = d.plan_ref and s.number = d.number and s.line > d.first_line;

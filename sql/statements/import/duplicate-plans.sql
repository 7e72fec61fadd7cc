select s.line, 'plan_ref' as column_name, s.plan_ref as value, cast(d.first_line as varchar(20)) as other
from (select plan_ref, min(line) as first_line from import_plan group by plan_ref having count(*) > 1) d
join import_plan s on s.plan_ref = d.plan_ref and s.line > d.first_line;

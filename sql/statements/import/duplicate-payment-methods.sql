select s.line, 'method_ref' as column_name, s.method_ref as value, cast(d.first_line as varchar(20)) as other
from (select method_ref, min(line) as first_line from import_payment_method group by method_ref having count(*) > 1) d
join import_payment_method s on s.method_ref = d.method_ref and s.line > d.first_line;

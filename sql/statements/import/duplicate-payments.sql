select s.line, 'payment_ref' as column_name, s.payment_ref as value, cast(d.first_line as varchar(20)) as other
from (select payment_ref, min(line) as first_line from import_payment group by payment_ref having count(*) > 1) d
join import_payment s on s.payment_ref = d.payment_ref and s.line > d.first_line;

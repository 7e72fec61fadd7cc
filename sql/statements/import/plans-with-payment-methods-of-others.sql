-- In the file where the file has the method, else in the book.
select s.line, 'method_ref' as column_name, s.method_ref as value, coalesce(r.customer_ref, c.customer_ref) as other
from import_plan s
left join import_payment_method r on r.method_ref = s.method_ref
left join payment_method b on b.method_ref = s.method_ref
left join customer c on c.customer_id = b.customer_id
where coalesce(r.customer_ref, c.customer_ref) <> s.customer_ref;

select s.line, 'customer_ref' as column_name, c.customer_ref as value, cast(null as varchar(3)) as currency
from import_payment_method s
join payment_method b on b.method_ref = s.method_ref
join customer c on c.customer_id = b.customer_id
where s.customer_ref <> c.customer_ref
union all
select s.line, 'channel', b.channel, null
from import_payment_method s
join payment_method b on b.method_ref = s.method_ref
where s.channel <> b.channel;

select meth.payment_method_id, meth.customer_id, meth.channel, meth.token, meth.status,
       meth.max_amount, meth.valid_from, meth.valid_until, meth.active_since
from openjson(@Ids) with (value bigint '$') as id
join payment_method as meth on meth.customer_id = id.value
order by meth.customer_id, meth.priority, meth.payment_method_id;

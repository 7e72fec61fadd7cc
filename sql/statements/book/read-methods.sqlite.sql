select method.payment_method_id, method.customer_id, method.channel, method.token, method.status,
       method.max_amount, method.valid_from, method.valid_until, method.active_since
from json_each(@Ids) as id
join payment_method as method on method.customer_id = id.value
order by method.customer_id, method.priority, method.payment_method_id;

select concat('order ', attempt.order_no, ': in doubt, and does not block its installment') as finding
from debit_attempt as attempt
left join open_debit as open_one on open_one.order_no = attempt.order_no and open_one.installment_id = attempt.installment_id
where attempt.state in ('unknown', 'pending', 'lost') and open_one.order_no is null
union all
select concat('order ', open_one.order_no, ': blocks installment ', open_one.installment_id, ' without an attempt in doubt')
from open_debit as open_one
left join debit_attempt as attempt
    on attempt.order_no = open_one.order_no
    and attempt.installment_id = open_one.installment_id
    and attempt.state in ('unknown', 'pending', 'lost')
where attempt.order_no is null;

select concat('order ', attempt.order_no, ': in doubt, and does not block its installment') as finding
from debit_attempt as attempt
left join open_debit as open_one on open_one.order_no = attempt.order_no and open_one.installment_id = attempt.installment_id
where attempt.state in ('unknown', 'pending', 'lost') and open_one.order_no is null;

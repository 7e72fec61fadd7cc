select concat('order ', att.order_no, ': in doubt, and does not block its installment') as finding
from debit_attempt as att
left join open_debit as debit on debit.order_no = att.order_no and debit.installment_id = att.installment_id
where att.state in ('unknown', 'pending', 'lost') and debit.order_no is null;

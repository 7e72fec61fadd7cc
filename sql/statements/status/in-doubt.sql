select count(*) as count, min(attempt.sent_at) as oldest
from open_debit as open_one
left join debit_attempt as attempt on attempt.order_no = open_one.order_no;

-- A step into the attempts for each open debit, and open debits are few: fit for a probe. The other way round is doubts-block.
select concat('order ', open_one.order_no, ': blocks installment ', open_one.installment_id, ' without an attempt in doubt') as finding
from open_debit as open_one
left join debit_attempt as attempt
    on attempt.order_no = open_one.order_no
    and attempt.installment_id = open_one.installment_id
    and attempt.state in ('unknown', 'pending', 'lost')
where attempt.order_no is null;

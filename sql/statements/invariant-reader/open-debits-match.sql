-- One index seek into the attempts for each open debit, and those are few: cheap enough for a health check. The reverse is doubts-block.
select concat('order ', debit.order_no, ': blocks installment ', debit.installment_id, ' without an attempt in doubt') as finding
from open_debit as debit
left join debit_attempt as att
    on att.order_no = debit.order_no
    and att.installment_id = debit.installment_id
    and att.state in ('unknown', 'pending', 'lost')
where att.order_no is null;

update installment
set status = change.value ->> 'status', overdue_since = change.value ->> 'overdueSince'
from json_each(@Batch) as change
where installment.installment_id = change.value ->> 'installmentId';

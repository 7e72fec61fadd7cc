select concat('installment ', installment_id, ': ', status, ', due on ', rolled_due_on, ', overdue since ', coalesce(overdue_since, 'no day')) as finding
from installment
where case when status = 'overdue' then date(rolled_due_on, '+1 day') end is not overdue_since;

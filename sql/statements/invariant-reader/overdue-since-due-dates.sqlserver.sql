select concat('installment ', installment_id, ': ', status, ', due on ', convert(varchar(10), rolled_due_on, 23),
              ', overdue since ', coalesce(convert(varchar(10), overdue_since, 23), 'no day')) as finding
from installment
where (status = 'overdue' and (overdue_since is null or overdue_since <> dateadd(day, 1, rolled_due_on)))
   or (status <> 'overdue' and overdue_since is not null);

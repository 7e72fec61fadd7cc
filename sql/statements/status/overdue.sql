select rolled_due_on as due_on, count(*) as count from installment where status = 'overdue' group by rolled_due_on;

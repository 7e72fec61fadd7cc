select status, count(*) as count from installment group by status;

-- name: installments
select status, count(*) as count from installment group by status;

-- name: read-buckets
select rolled_due_on as due_on, count(*) as count from installment where status = 'overdue' group by rolled_due_on;

-- name: stopped
-- Joined in this order, whatever the planner estimates: few installments are that old and unpaid.
select count(*)
from installment as inst
cross join installment_plan as pln
where pln.plan_id = inst.plan_id
  and inst.status in ('scheduled', 'due', 'overdue') and inst.rolled_due_on < @OldestDueOn and pln.autopay = 1;

-- name: in-doubt
select count(*) as count, min(att.sent_at) as oldest
from open_debit as debit
left join debit_attempt as att on att.order_no = debit.order_no;

-- name: outbox
-- Messages are numbered as they are written, so the lowest waiting number is the oldest; only its row is read.
select waiting.messages as count, (select created_at from message where message_id = waiting.oldest_id) as oldest
from (select count(*) as messages, min(message_id) as oldest_id from message where next_try_at is not null) as waiting;

-- name: no-address
select count(*) from message where state = 'noAddress';

-- name: holds
select count(customer_id) as customers, count(plan_id) as plans
from account_hold
where released_at is null and (until_date is null or until_date >= @BusinessDate);

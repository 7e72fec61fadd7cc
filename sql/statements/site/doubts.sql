-- The oldest attempts in doubt: an order number begins with its time.
select attempt.order_no as order_number, attempt.installment_id, attempt.description, attempt.channel, attempt.amount, attempt.currency,
       attempt.state, attempt.detail, attempt.run_id, attempt.sent_at, waiting.last_sent_at, waiting.asks, waiting.resends, waiting.next_ask_at
from (select order_no, last_sent_at, asks, resends, next_ask_at, row_number() over (order by order_no) as place
      from open_debit
      where order_no > @After) as waiting
join debit_attempt as attempt on attempt.order_no = waiting.order_no
where waiting.place <= @Count
order by attempt.order_no;

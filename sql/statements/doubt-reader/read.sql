-- The oldest attempts in doubt: an order number begins with its time.
select att.order_no as order_number, att.installment_id, att.description, att.channel, att.amount, att.currency,
       att.state, att.detail, att.run_id, att.sent_at, waiting.last_sent_at, waiting.asks, waiting.resends, waiting.next_ask_at
from (select order_no, last_sent_at, asks, resends, next_ask_at, row_number() over (order by order_no) as place
      from open_debit
      where order_no > @After) as waiting
join debit_attempt as att on att.order_no = waiting.order_no
where waiting.place <= @Count
order by att.order_no;

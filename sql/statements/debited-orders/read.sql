select order_no as order_number, amount, currency from ledger_entry where kind = 'payment' and order_no is not null order by order_no;

update open_one
set next_ask_at = change.next_ask_at, asks = open_one.asks + 1
from open_debit as open_one
join openjson(@Batch) with (
    order_no    varchar(32)  '$.orderNumber',
    next_ask_at datetime2(3) '$.nextAskAt') as change
    on change.order_no collate Latin1_General_100_BIN2 = open_one.order_no;

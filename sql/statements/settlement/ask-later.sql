update debit
set next_ask_at = change.next_ask_at, asks = debit.asks + 1
from open_debit as debit
cross join openjson(@Batch) with (
    order_no    varchar(32)  '$.orderNumber',
    next_ask_at datetime2(3) '$.nextAskAt') as change
where debit.order_no = change.order_no collate Latin1_General_100_BIN2;

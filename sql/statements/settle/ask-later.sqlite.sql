update open_debit
set next_ask_at = change.value ->> 'nextAskAt', asks = asks + 1
from json_each(@Batch) as change
where open_debit.order_no = change.value ->> 'orderNumber';

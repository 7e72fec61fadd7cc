-- Debits that the channel may have completed between two instants: sent before the later, settled after the earlier.
select order_no as order_number, channel, amount, currency, state, sent_at, settled_at
from debit_attempt
where state = 'succeeded' and sent_at <= @Latest and settled_at >= @Earliest;

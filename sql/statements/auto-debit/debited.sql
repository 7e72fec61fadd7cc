select currency, sum(value) as value
from run_tally
where run_id = @RunId and name = 'debited' and currency <> ''
group by currency;

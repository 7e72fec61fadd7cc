select state, currency, count(*) as attempts, sum(amount) as amount
from debit_attempt
where business_date = @BusinessDate
group by state, currency
order by currency, state;

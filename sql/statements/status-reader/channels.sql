-- The outcomes of each channel among the newest attempts. Order numbers rise with time, so these are the last rows of the table, and
-- only those are read however large it is. An error is a failure of the channel or on the way to it: an attempt without an answer
-- for a known reason, or one that was never sent. Not sent for a rate limit, a cancellation or by our decision is no error.
select recent.channel as channel, recent.error as error, count(*) as attempts, max(recent.sent_at) as last_sent_at
from (select newest.channel as channel,
             newest.sent_at as sent_at,
             case when newest.state in ('unknown', 'lost') and newest.detail not in ('cancelled', 'http 429') then newest.detail
                  when newest.state = 'withdrawn' and newest.detail in ('name not resolved', 'no connection', 'no connection in time', 'no secure connection', 'circuit open', 'http 401') then newest.detail
                  else '' end as error
      from (select channel, sent_at, state, detail from debit_attempt order by order_no desc offset 0 rows fetch next 2000 rows only) as newest) as recent
group by recent.channel, recent.error;

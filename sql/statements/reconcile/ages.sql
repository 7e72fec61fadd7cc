-- One row, none when nothing is in doubt: the oldest, and how many are how old.
select order_number, channel, sent_at, total, warned, alarmed
from (select attempt.order_no as order_number, attempt.channel, attempt.sent_at,
             count(*) over () as total,
             sum(case when attempt.sent_at <= @WarnBefore and attempt.sent_at > @AlarmBefore then 1 else 0 end) over () as warned,
             sum(case when attempt.sent_at <= @AlarmBefore then 1 else 0 end) over () as alarmed,
             row_number() over (order by attempt.sent_at, attempt.order_no) as place
      from open_debit as open_one
      join debit_attempt as attempt on attempt.order_no = open_one.order_no) as aged
where place = 1;

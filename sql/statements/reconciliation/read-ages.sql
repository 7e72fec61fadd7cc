-- One row, none when nothing is in doubt: the oldest, and how many there are of each age.
select order_number, channel, sent_at, total, warned, alarmed
from (select att.order_no as order_number, att.channel, att.sent_at,
             count(*) over () as total,
             sum(case when att.sent_at <= @WarnBefore and att.sent_at > @AlarmBefore then 1 else 0 end) over () as warned,
             sum(case when att.sent_at <= @AlarmBefore then 1 else 0 end) over () as alarmed,
             row_number() over (order by att.sent_at, att.order_no) as place
      from open_debit as debit
      join debit_attempt as att on att.order_no = debit.order_no) as aged
where place = 1;

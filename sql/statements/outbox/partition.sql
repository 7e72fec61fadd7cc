select message_id
from (select message_id, row_number() over (order by message_id) as place, count(*) over () as total
      from message
      where next_try_at <= @Now) as candidate
where place % @SliceSize = 0 or place = total
order by message_id;

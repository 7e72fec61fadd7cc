select installment_id
from (select installment_id,
             row_number() over (order by installment_id) as place,
             count(*) over () as total
      from open_debit
      where next_ask_at <= @Now) as candidate
where place % @SliceSize = 0 or place = total
order by installment_id;

select installment_id
from (select part.installment_id as installment_id,
             row_number() over (order by part.installment_id) as place,
             count(*) over () as total
      from openjson(@DueDates) with (value date '$') as due_date
      join installment as part on part.status in ('scheduled', 'due', 'overdue') and part.rolled_due_on = due_date.value) as candidate
where place % @SliceSize = 0 or place = total
order by installment_id;

select cast(min(part.line) as varchar(20)) as from_key, cast(max(part.line) as varchar(20)) as to_key
from (select line, (row_number() over (order by line) - 1) / @Size as number from import_payment) as part
group by part.number
order by part.number;

select held.plan_ref as reference, held.plan_id
from openjson(@Batch) with (value nvarchar(320) '$') as named
join installment_plan as held on held.plan_ref = named.value collate Latin1_General_100_BIN2;

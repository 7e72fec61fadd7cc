select pln.plan_ref as reference, pln.plan_id
from openjson(@Batch) with (value nvarchar(320) '$') as wanted
join installment_plan as pln on pln.plan_ref = wanted.value collate Latin1_General_100_BIN2;

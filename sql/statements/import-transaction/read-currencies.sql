-- The currency of each plan after the import: from the file if it has the plan, else from the database. The first line of a plan
-- that is twice in its file comes first.
select coalesce(staged.plan_ref, pln.plan_ref) as plan_ref, coalesce(staged.currency, pln.currency) as currency
from openjson(@References) with (value nvarchar(320) '$') as wanted
left join import_plan as staged on staged.plan_ref = wanted.value collate Latin1_General_100_BIN2
left join installment_plan as pln on pln.plan_ref = wanted.value collate Latin1_General_100_BIN2 and staged.plan_ref is null
where coalesce(staged.currency, pln.currency) is not null
order by staged.line;

-- The currency each plan will have: the file's where the file has the plan, else the book's.
select plan_ref, currency
from import_plan
where plan_ref in (select value from json_each(@References)) and currency is not null
union all
select plan_ref, currency
from installment_plan
where plan_ref in (select value from json_each(@References))
    and not exists (select 1 from import_plan s where s.plan_ref = installment_plan.plan_ref);

-- The installments as they will be: those of the file, and those of the book that the file does not have.
-- A plan with anything unreadable or twice in it is left out: that has been told already.
select line, 'principal' as column_name, cast(principal as varchar(20)) as value, cast(of_file + of_book as varchar(20)) as other, currency
from (
    select
        s.line,
        s.principal,
        s.currency,
        coalesce((select sum(r.principal) from import_installment r where r.plan_ref = s.plan_ref), 0) as of_file,
        coalesce((
            select sum(i.principal)
            from installment_plan p join installment i on i.plan_id = p.plan_id
            where p.plan_ref = s.plan_ref
                and not exists (select 1 from import_installment r where r.plan_ref = s.plan_ref and r.number = i.number)), 0) as of_book
    from import_plan s
    where s.principal is not null and s.currency is not null
        and not exists (select 1 from import_plan r where r.plan_ref = s.plan_ref and r.line <> s.line)
        and 0 = (
            select count(*) - count(r.principal) + count(*) - count(distinct r.number) + count(case when r.number = 0 then 1 end)
            from import_installment r
            where r.plan_ref = s.plan_ref)
) totals
where of_file + of_book <> principal;

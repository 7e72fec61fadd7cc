-- For plans of the book that the plans' file does not have, told where the first of their installments stands.
select line, 'principal' as column_name, cast(principal as varchar(20)) as value, cast(of_file + of_book as varchar(20)) as other, currency
from (
    select
        s.line,
        p.principal,
        p.currency,
        s.of_file,
        coalesce((
            select sum(i.principal)
            from installment i
            where i.plan_id = p.plan_id
                and not exists (select 1 from import_installment r where r.plan_ref = p.plan_ref and r.number = i.number)), 0) as of_book
    from (
        select plan_ref, min(line) as line, sum(principal) as of_file
        from import_installment
        group by plan_ref
        having count(*) = count(principal) and count(*) = count(distinct number) and min(number) > 0
    ) s
    join installment_plan p on p.plan_ref = s.plan_ref
    where not exists (select 1 from import_plan r where r.plan_ref = s.plan_ref)
) totals
where of_file + of_book <> principal;

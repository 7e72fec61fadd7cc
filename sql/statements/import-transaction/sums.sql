-- name: plans-that-do-not-add-up
-- The installments after the import: those of the file, and those of the database that the file does not have.
-- A plan with an unreadable or repeated row is left out: that is an error already.
select line, 'principal' as column_name, cast(principal as varchar(20)) as value, cast(of_file + of_book as varchar(20)) as other, currency
from (
    select
        staged.line,
        staged.principal,
        staged.currency,
        coalesce((select sum(in_file.principal) from import_installment as in_file where in_file.plan_ref = staged.plan_ref), 0) as of_file,
        coalesce((
            select sum(inst.principal)
            from installment_plan as pln join installment as inst on inst.plan_id = pln.plan_id
            where pln.plan_ref = staged.plan_ref
                and not exists (select 1 from import_installment as in_file where in_file.plan_ref = staged.plan_ref and in_file.number = inst.number)), 0) as of_book
    from import_plan as staged
    where staged.principal is not null and staged.currency is not null
        and not exists (select 1 from import_plan as in_file where in_file.plan_ref = staged.plan_ref and in_file.line <> staged.line)
        and 0 = (
            select count(*) - count(in_file.principal) + count(*) - count(distinct in_file.number) + count(case when in_file.number = 0 then 1 end)
            from import_installment as in_file
            where in_file.plan_ref = staged.plan_ref)
) as totals
where of_file + of_book <> principal;

-- name: installments-that-do-not-add-up
-- For plans that only the database has, reported at the first of their installments.
select line, 'principal' as column_name, cast(principal as varchar(20)) as value, cast(of_file + of_book as varchar(20)) as other, currency
from (
    select
        staged.line,
        pln.principal,
        pln.currency,
        staged.of_file,
        coalesce((
            select sum(inst.principal)
            from installment as inst
            where inst.plan_id = pln.plan_id
                and not exists (select 1 from import_installment as in_file where in_file.plan_ref = pln.plan_ref and in_file.number = inst.number)), 0) as of_book
    from (
        select plan_ref, min(line) as line, sum(principal) as of_file
        from import_installment
        group by plan_ref
        having count(*) = count(principal) and count(*) = count(distinct number) and min(number) > 0
    ) as staged
    join installment_plan as pln on pln.plan_ref = staged.plan_ref
    where not exists (select 1 from import_plan as in_file where in_file.plan_ref = staged.plan_ref)
) as totals
where of_file + of_book <> principal;

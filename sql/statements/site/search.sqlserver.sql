-- Each kind by the index of its reference, from the text on, and never more than a few: a short text costs no more than a long one.
select kind, reference, customer_id, customer_reference, plan_id, installment_id
from (
select place, kind, reference, customer_id, customer_reference, plan_id, installment_id from (
    select top (10) 1 as place, 'customer' as kind, who.customer_ref as reference, who.customer_id, who.customer_ref as customer_reference, cast(null as bigint) as plan_id, cast(null as bigint) as installment_id
    from customer as who
    where who.customer_ref >= @From and who.customer_ref < @To
    order by who.customer_ref) as customer_hit
union all
select place, kind, reference, customer_id, customer_reference, plan_id, installment_id from (
    select top (10) 2 as place, 'method' as kind, method.method_ref as reference, who.customer_id, who.customer_ref as customer_reference, cast(null as bigint) as plan_id, cast(null as bigint) as installment_id
    from payment_method as method
    join customer as who on who.customer_id = method.customer_id
    where method.method_ref >= @From and method.method_ref < @To
    order by method.method_ref) as method_hit
union all
select place, kind, reference, customer_id, customer_reference, plan_id, installment_id from (
    select top (10) 3 as place, 'plan' as kind, held.plan_ref as reference, who.customer_id, who.customer_ref as customer_reference, held.plan_id as plan_id, cast(null as bigint) as installment_id
    from installment_plan as held
    join customer as who on who.customer_id = held.customer_id
    where held.plan_ref >= @From and held.plan_ref < @To
    order by held.plan_ref) as plan_hit
union all
select place, kind, reference, customer_id, customer_reference, plan_id, installment_id from (
    select top (10) 4 as place, 'installment' as kind, concat(held.plan_ref, '-', part.number) as reference, who.customer_id, who.customer_ref as customer_reference, held.plan_id as plan_id, part.installment_id as installment_id
    from installment_plan as held
    join installment as part on part.plan_id = held.plan_id and part.number = @Number
    join customer as who on who.customer_id = held.customer_id
    where held.plan_ref = @Plan
    order by held.plan_ref) as installment_hit
union all
select place, kind, reference, customer_id, customer_reference, plan_id, installment_id from (
    select top (10) 5 as place, 'payment' as kind, substring(entry.entry_key, 8, 320) as reference, who.customer_id, who.customer_ref as customer_reference, entry.plan_id as plan_id, entry.installment_id as installment_id
    from ledger_entry as entry
    join installment_plan as held on held.plan_id = entry.plan_id
    join customer as who on who.customer_id = held.customer_id
    where entry.entry_key >= @EntryFrom and entry.entry_key < @EntryTo
    order by entry.entry_key) as payment_hit
union all
select place, kind, reference, customer_id, customer_reference, plan_id, installment_id from (
    select top (10) 6 as place, 'order' as kind, cast(attempt.order_no as nvarchar(400)) as reference, who.customer_id, who.customer_ref as customer_reference, part.plan_id as plan_id, attempt.installment_id as installment_id
    from debit_attempt as attempt
    join installment as part on part.installment_id = attempt.installment_id
    join installment_plan as held on held.plan_id = part.plan_id
    join customer as who on who.customer_id = held.customer_id
    where attempt.order_no >= @OrderFrom and attempt.order_no < @OrderTo
    order by attempt.order_no) as order_hit) as hit
order by place, reference;

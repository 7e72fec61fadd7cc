-- Each kind by the index of its reference, from the text on, and only a few: a short text costs no more than a long one.
-- Cross joins keep SQLite to that order.
select kind, reference, customer_id, customer_reference, plan_id, installment_id
from (
select place, kind, reference, customer_id, customer_reference, plan_id, installment_id from (
    select 1 as place, 'customer' as kind, cust.customer_ref as reference, cust.customer_id, cust.customer_ref as customer_reference, cast(null as bigint) as plan_id, cast(null as bigint) as installment_id
    from customer as cust
    where cust.customer_ref >= @From and cust.customer_ref < @To
    order by cust.customer_ref
    offset 0 rows fetch next 10 rows only) as customer_hit
union all
select place, kind, reference, customer_id, customer_reference, plan_id, installment_id from (
    select 2 as place, 'method' as kind, meth.method_ref as reference, cust.customer_id, cust.customer_ref as customer_reference, cast(null as bigint) as plan_id, cast(null as bigint) as installment_id
    from payment_method as meth
    cross join customer as cust
    where cust.customer_id = meth.customer_id
      and meth.method_ref >= @From and meth.method_ref < @To
    order by meth.method_ref
    offset 0 rows fetch next 10 rows only) as method_hit
union all
select place, kind, reference, customer_id, customer_reference, plan_id, installment_id from (
    select 3 as place, 'plan' as kind, pln.plan_ref as reference, cust.customer_id, cust.customer_ref as customer_reference, pln.plan_id as plan_id, cast(null as bigint) as installment_id
    from installment_plan as pln
    cross join customer as cust
    where cust.customer_id = pln.customer_id
      and pln.plan_ref >= @From and pln.plan_ref < @To
    order by pln.plan_ref
    offset 0 rows fetch next 10 rows only) as plan_hit
union all
select place, kind, reference, customer_id, customer_reference, plan_id, installment_id from (
    select 4 as place, 'installment' as kind, concat(pln.plan_ref, '-', inst.number) as reference, cust.customer_id, cust.customer_ref as customer_reference, pln.plan_id as plan_id, inst.installment_id as installment_id
    from installment_plan as pln
    cross join installment as inst
    cross join customer as cust
    where inst.plan_id = pln.plan_id and inst.number = @Number and cust.customer_id = pln.customer_id
      and pln.plan_ref = @Plan
    order by pln.plan_ref
    offset 0 rows fetch next 10 rows only) as installment_hit
union all
select place, kind, reference, customer_id, customer_reference, plan_id, installment_id from (
    select 5 as place, 'payment' as kind, substring(entry.entry_key, 8, 320) as reference, cust.customer_id, cust.customer_ref as customer_reference, entry.plan_id as plan_id, entry.installment_id as installment_id
    from ledger_entry as entry
    cross join installment_plan as pln
    cross join customer as cust
    where pln.plan_id = entry.plan_id and cust.customer_id = pln.customer_id
      and entry.entry_key >= @EntryFrom and entry.entry_key < @EntryTo
    order by entry.entry_key
    offset 0 rows fetch next 10 rows only) as payment_hit
union all
select place, kind, reference, customer_id, customer_reference, plan_id, installment_id from (
    select 6 as place, 'order' as kind, cast(att.order_no as nvarchar(400)) as reference, cust.customer_id, cust.customer_ref as customer_reference, inst.plan_id as plan_id, att.installment_id as installment_id
    from debit_attempt as att
    cross join installment as inst
    cross join installment_plan as pln
    cross join customer as cust
    where inst.installment_id = att.installment_id and pln.plan_id = inst.plan_id and cust.customer_id = pln.customer_id
      and att.order_no >= @OrderFrom and att.order_no < @OrderTo
    order by att.order_no
    offset 0 rows fetch next 10 rows only) as order_hit) as hit
order by place, reference;

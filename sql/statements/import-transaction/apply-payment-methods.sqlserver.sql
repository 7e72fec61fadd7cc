declare @locked bigint;
-- Whoever opens debits of these customers meanwhile waits, and then sees this: see sql-server-database/lock-facts.
select @locked = max(len(cust.time_zone))
from customer as cust with (updlock)
where cust.customer_ref in (select customer_ref from import_payment_method where method_ref between @FromKey and @ToKey);

-- The status follows the file when the file's own status changed, or when it brings a new token. Otherwise the worker's
-- status is kept: a method suspended by a hard decline is not reactivated by an unchanged file. A limit of
-- the mandate follows the file when the file has one and its own value changed. A method that becomes active or gets a new
-- token is new to its customer's plans; one that is imported together with its customer is not.
update meth
set token = staged.token,
    priority = staged.priority,
    imported_status = staged.status,
    status = case
        when meth.token <> staged.token or coalesce(meth.imported_status, meth.status) <> staged.status then staged.status
        else meth.status end,
    status_reason = case
        when meth.status <> staged.status
            and (meth.token <> staged.token or coalesce(meth.imported_status, meth.status) <> staged.status) then null
        else meth.status_reason end,
    status_changed_at = case
        when meth.status <> staged.status
            and (meth.token <> staged.token or coalesce(meth.imported_status, meth.status) <> staged.status) then @Now
        else meth.status_changed_at end,
    active_since = case
        when staged.status = 'active'
            and (meth.token <> staged.token
                or (meth.status <> 'active' and coalesce(meth.imported_status, meth.status) <> 'active')) then @Now
        else meth.active_since end,
    max_amount = case
        when staged.max_amount <> coalesce(meth.imported_max_amount, -1) then staged.max_amount
        else meth.max_amount end,
    valid_from = case
        when staged.valid_from <> coalesce(meth.imported_valid_from, '0001-01-01') then staged.valid_from
        else meth.valid_from end,
    valid_until = case
        when staged.valid_until <> coalesce(meth.imported_valid_until, '0001-01-01') then staged.valid_until
        else meth.valid_until end,
    imported_max_amount = coalesce(staged.max_amount, meth.imported_max_amount),
    imported_valid_from = coalesce(staged.valid_from, meth.imported_valid_from),
    imported_valid_until = coalesce(staged.valid_until, meth.imported_valid_until)
from payment_method as meth
join import_payment_method as staged on staged.method_ref = meth.method_ref
where staged.method_ref between @FromKey and @ToKey
    and (meth.token <> staged.token
        or meth.priority <> staged.priority
        or coalesce(meth.imported_status, meth.status) <> staged.status
        or staged.max_amount <> coalesce(meth.imported_max_amount, -1)
        or staged.valid_from <> coalesce(meth.imported_valid_from, '0001-01-01')
        or staged.valid_until <> coalesce(meth.imported_valid_until, '0001-01-01'));

insert into payment_method (
    method_ref, customer_id, channel, token, priority, status, imported_status, active_since,
    max_amount, valid_from, valid_until, imported_max_amount, imported_valid_from, imported_valid_until)
select
    staged.method_ref, cust.customer_id, staged.channel, staged.token, staged.priority, staged.status, staged.status,
    case when staged.status = 'active' and exists (select 1 from installment_plan as pln where pln.customer_id = cust.customer_id) then @Now end,
    staged.max_amount, staged.valid_from, staged.valid_until, staged.max_amount, staged.valid_from, staged.valid_until
from import_payment_method as staged
join customer as cust on cust.customer_ref = staged.customer_ref
where staged.method_ref between @FromKey and @ToKey
    and not exists (select 1 from payment_method as meth where meth.method_ref = staged.method_ref)
order by staged.line;

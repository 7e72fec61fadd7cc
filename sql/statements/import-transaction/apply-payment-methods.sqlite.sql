-- The status follows the file when the file's own status changed, or when it brings a new token. Otherwise the worker's
-- status is kept: a method suspended by a hard decline is not reactivated by an unchanged file. A limit of
-- the mandate follows the file when the file has one and its own value changed. A method that becomes active or gets a new
-- token is new to its customer's plans; one that is imported together with its customer is not.
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
on conflict (method_ref) do update set
    token = excluded.token,
    priority = excluded.priority,
    imported_status = excluded.imported_status,
    status = case
        when payment_method.token <> excluded.token
            or coalesce(payment_method.imported_status, payment_method.status) <> excluded.status then excluded.status
        else payment_method.status end,
    status_reason = case
        when payment_method.status <> excluded.status
            and (payment_method.token <> excluded.token
                or coalesce(payment_method.imported_status, payment_method.status) <> excluded.status) then null
        else payment_method.status_reason end,
    status_changed_at = case
        when payment_method.status <> excluded.status
            and (payment_method.token <> excluded.token
                or coalesce(payment_method.imported_status, payment_method.status) <> excluded.status) then @Now
        else payment_method.status_changed_at end,
    active_since = case
        when excluded.status = 'active'
            and (payment_method.token <> excluded.token
                or (payment_method.status <> 'active'
                    and coalesce(payment_method.imported_status, payment_method.status) <> 'active')) then @Now
        else payment_method.active_since end,
    max_amount = case
        when excluded.max_amount <> coalesce(payment_method.imported_max_amount, -1) then excluded.max_amount
        else payment_method.max_amount end,
    valid_from = case
        when excluded.valid_from <> coalesce(payment_method.imported_valid_from, '0001-01-01') then excluded.valid_from
        else payment_method.valid_from end,
    valid_until = case
        when excluded.valid_until <> coalesce(payment_method.imported_valid_until, '0001-01-01') then excluded.valid_until
        else payment_method.valid_until end,
    imported_max_amount = coalesce(excluded.max_amount, payment_method.imported_max_amount),
    imported_valid_from = coalesce(excluded.valid_from, payment_method.imported_valid_from),
    imported_valid_until = coalesce(excluded.valid_until, payment_method.imported_valid_until)
where payment_method.token <> excluded.token
    or payment_method.priority <> excluded.priority
    or coalesce(payment_method.imported_status, payment_method.status) <> excluded.status
    or excluded.max_amount <> coalesce(payment_method.imported_max_amount, -1)
    or excluded.valid_from <> coalesce(payment_method.imported_valid_from, '0001-01-01')
    or excluded.valid_until <> coalesce(payment_method.imported_valid_until, '0001-01-01');

-- The status follows the file when the file's own status changed, or when it brings a new token. Otherwise it stays what
-- the worker made of it: a method suspended by a hard decline is not revived by the file that first brought it.
insert into payment_method (method_ref, customer_id, channel, token, priority, status, imported_status)
select s.method_ref, c.customer_id, s.channel, s.token, s.priority, s.status, s.status
from import_payment_method s
join customer c on c.customer_ref = s.customer_ref
where true
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
        else payment_method.status_changed_at end
where payment_method.token <> excluded.token
    or payment_method.priority <> excluded.priority
    or coalesce(payment_method.imported_status, payment_method.status) <> excluded.status;

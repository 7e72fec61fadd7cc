declare @locked bigint;
-- Who opens debits of these customers meanwhile waits, and sees it: see connection/lock-facts.
select @locked = max(len(who.time_zone))
from customer as who with (updlock)
where who.customer_ref in (select customer_ref from import_payment_method);

-- The status follows the file when the file's own status changed, or when it brings a new token. Otherwise it stays what
-- the worker made of it: a method suspended by a hard decline is not revived by the file that first brought it.
update held
set token = staged.token,
    priority = staged.priority,
    imported_status = staged.status,
    status = case
        when held.token <> staged.token or coalesce(held.imported_status, held.status) <> staged.status then staged.status
        else held.status end,
    status_reason = case
        when held.status <> staged.status
            and (held.token <> staged.token or coalesce(held.imported_status, held.status) <> staged.status) then null
        else held.status_reason end,
    status_changed_at = case
        when held.status <> staged.status
            and (held.token <> staged.token or coalesce(held.imported_status, held.status) <> staged.status) then @Now
        else held.status_changed_at end
from payment_method as held
join import_payment_method as staged on staged.method_ref = held.method_ref
where held.token <> staged.token
    or held.priority <> staged.priority
    or coalesce(held.imported_status, held.status) <> staged.status;

insert into payment_method (method_ref, customer_id, channel, token, priority, status, imported_status)
select staged.method_ref, who.customer_id, staged.channel, staged.token, staged.priority, staged.status, staged.status
from import_payment_method as staged
join customer as who on who.customer_ref = staged.customer_ref
where not exists (select 1 from payment_method as held where held.method_ref = staged.method_ref)
order by staged.line;

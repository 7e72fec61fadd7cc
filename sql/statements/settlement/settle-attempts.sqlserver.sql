-- The attempts are locked first and read by the next statement: reconciliation/mark-lost may hold one, and only a statement that
-- begins after its commit sees that it is being sent again.
update debit_attempt
set state = debit_attempt.state
where order_no in (select order_no collate Latin1_General_100_BIN2 from openjson(@Batch) with (order_no varchar(32) '$.orderNumber'))
  and state <> 'succeeded';

-- Only what is still in doubt is settled, and only what was never sent again can be withdrawn. A success is booked whatever state the
-- attempt was given up in. Nobody else can change which those are. (UPDATE … FROM with OUTPUT is not known everywhere.)
select att.order_no as order_number,
       case when att.state in ('unknown', 'pending', 'lost') then null else att.state end as given_up_as
from debit_attempt as att
join openjson(@Batch) with (
    order_no varchar(32) '$.orderNumber',
    state    varchar(16) '$.state') as change
    on change.order_no collate Latin1_General_100_BIN2 = att.order_no
where (att.state in ('unknown', 'pending', 'lost') or (change.state = 'succeeded' and att.state <> 'succeeded'))
  and (change.state <> 'withdrawn'
       or not exists (select 1 from open_debit as debit where debit.order_no = att.order_no and debit.resends > 0));

update att
set given_up_as = case when att.state in ('unknown', 'pending', 'lost') then null else att.state end,
    state = change.state,
    reference = change.reference,
    decline_code = coalesce(change.decline_code, att.decline_code),
    advice_code = coalesce(change.advice_code, att.advice_code),
    decline_category = coalesce(change.decline_category, att.decline_category),
    detail = change.detail,
    settled_at = change.settled_at
from debit_attempt as att
join openjson(@Batch) with (
    order_no         varchar(32)   '$.orderNumber',
    state            varchar(16)   '$.state',
    reference        nvarchar(64)  '$.reference',
    decline_code     nvarchar(64)  '$.declineCode',
    advice_code      nvarchar(64)  '$.adviceCode',
    decline_category varchar(16)   '$.category',
    detail           nvarchar(400) '$.detail',
    settled_at       datetime2(3)  '$.settledAt') as change
    on change.order_no collate Latin1_General_100_BIN2 = att.order_no
where (att.state in ('unknown', 'pending', 'lost') or (change.state = 'succeeded' and att.state <> 'succeeded'))
  and (change.state <> 'withdrawn'
       or not exists (select 1 from open_debit as debit where debit.order_no = att.order_no and debit.resends > 0));

-- The attempts are taken first and looked at by the next statement: reconcile/mark-lost may be holding one, and only a statement
-- that begins after that was committed sees that it is being sent again.
update debit_attempt
set state = debit_attempt.state
where order_no in (select order_no collate Latin1_General_100_BIN2 from openjson(@Batch) with (order_no varchar(32) '$.orderNumber'))
  and state in ('unknown', 'pending', 'lost');

-- Only what is still in doubt is settled, and only what was never sent again can be withdrawn. Nobody else can change which
-- those are any more. (UPDATE … FROM with OUTPUT is not known everywhere.)
select attempt.order_no as [order_no]
from debit_attempt as attempt
join openjson(@Batch) with (
    order_no varchar(32) '$.orderNumber',
    state    varchar(16) '$.state') as change
    on change.order_no collate Latin1_General_100_BIN2 = attempt.order_no
where attempt.state in ('unknown', 'pending', 'lost')
  and (change.state <> 'withdrawn'
       or not exists (select 1 from open_debit as open_one where open_one.order_no = attempt.order_no and open_one.resends > 0));

update attempt
set state = change.state,
    reference = change.reference,
    decline_code = change.decline_code,
    advice_code = change.advice_code,
    decline_category = change.decline_category,
    detail = change.detail,
    settled_at = change.settled_at
from debit_attempt as attempt
join openjson(@Batch) with (
    order_no         varchar(32)   '$.orderNumber',
    state            varchar(16)   '$.state',
    reference        nvarchar(64)  '$.reference',
    decline_code     nvarchar(64)  '$.declineCode',
    advice_code      nvarchar(64)  '$.adviceCode',
    decline_category varchar(16)   '$.category',
    detail           nvarchar(400) '$.detail',
    settled_at       datetime2(3)  '$.settledAt') as change
    on change.order_no collate Latin1_General_100_BIN2 = attempt.order_no
where attempt.state in ('unknown', 'pending', 'lost')
  and (change.state <> 'withdrawn'
       or not exists (select 1 from open_debit as open_one where open_one.order_no = attempt.order_no and open_one.resends > 0));

declare @change table (
    order_no         varchar(32)   collate Latin1_General_100_BIN2 not null primary key,
    state            varchar(16)   collate Latin1_General_100_BIN2 not null,
    reference        nvarchar(64)  null,
    decline_code     nvarchar(64)  null,
    decline_category varchar(16)   null,
    detail           nvarchar(400) null,
    settled_at       datetime2(3)  null);

insert into @change (order_no, state, reference, decline_code, decline_category, detail, settled_at)
select order_no, state, reference, decline_code, decline_category, detail, settled_at
from openjson(@Batch) with (
    order_no         varchar(32)   '$.orderNumber',
    state            varchar(16)   '$.state',
    reference        nvarchar(64)  '$.reference',
    decline_code     nvarchar(64)  '$.declineCode',
    decline_category varchar(16)   '$.category',
    detail           nvarchar(400) '$.detail',
    settled_at       datetime2(3)  '$.settledAt');

-- What is to be withdrawn is taken first, and looked at by the next statement: reconcile/mark-lost may be holding it, and only
-- a statement that begins after that was committed sees that it is being sent again.
update debit_attempt
set state = debit_attempt.state
where order_no in (select order_no from @change where state = 'withdrawn') and state in ('unknown', 'pending', 'lost');

-- Only what is still in doubt is settled, and only what was never sent again can be withdrawn.
update debit_attempt
set state = (select change.state from @change as change where change.order_no = debit_attempt.order_no),
    reference = (select change.reference from @change as change where change.order_no = debit_attempt.order_no),
    decline_code = (select change.decline_code from @change as change where change.order_no = debit_attempt.order_no),
    decline_category = (select change.decline_category from @change as change where change.order_no = debit_attempt.order_no),
    detail = (select change.detail from @change as change where change.order_no = debit_attempt.order_no),
    settled_at = (select change.settled_at from @change as change where change.order_no = debit_attempt.order_no)
output inserted.order_no as [order_no]
where order_no in (select change.order_no
                   from @change as change
                   where change.state <> 'withdrawn'
                      or not exists (select 1 from open_debit as open_one where open_one.order_no = change.order_no and open_one.resends > 0))
  and state in ('unknown', 'pending', 'lost');

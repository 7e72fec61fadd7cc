-- Adds one part to a receipt that is kept back. One that may be on its way already stays as it is.
-- Locks the rows and returns which they are; the next statement finds the same ones. (UPDATE … FROM with OUTPUT is not known everywhere.)
update message
set state = message.state
output inserted.message_key as [message_key]
where message_key in (select message_key collate Latin1_General_100_BIN2 from openjson(@Batch) with (message_key nvarchar(100) '$.key'))
  and state = 'waiting'
  and next_try_at > @Now;

update msg
set facts = change.facts, next_try_at = coalesce(change.not_before, @Now)
from message as msg
cross join openjson(@Batch) with (
    message_key nvarchar(100) '$.key',
    facts       nvarchar(max) '$.facts' as json,
    not_before  datetime2(3)  '$.notBefore') as change
where msg.message_key = change.message_key collate Latin1_General_100_BIN2 and msg.state = 'waiting' and msg.next_try_at > @Now;

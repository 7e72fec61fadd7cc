-- Returns what it deleted, to be carried forward. The same conditions as in read.sql, and by now no message refers to one.
delete from debit_attempt
output deleted.state as [state], deleted.decline_category as [decline_category], deleted.currency as [currency], deleted.amount as [amount]
where order_no in (select value collate Latin1_General_100_BIN2 from openjson(@Ids) with (value varchar(32) '$'))
  and settled_at < @Before
  and (state = 'withdrawn'
       or (state in ('declined', 'rejected')
           and exists (select 1
                       from installment as inst
                       where inst.installment_id = debit_attempt.installment_id and inst.status in ('paid', 'written_off'))
           and not exists (select 1
                           from message as msg
                           where msg.message_key = concat('method-suspended:', debit_attempt.installment_id, ':', debit_attempt.order_no))));

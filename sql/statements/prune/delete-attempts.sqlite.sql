-- Tells what it deleted, for who brings it forward. The same conditions as when they were read, and by now without any notice that stands on one.
delete from debit_attempt
where order_no in (select value from json_each(@Ids))
  and settled_at < @Before
  and (state = 'withdrawn'
       or (state in ('declined', 'rejected')
           and exists (select 1
                       from installment as part
                       where part.installment_id = debit_attempt.installment_id and part.status in ('paid', 'written_off'))
           and not exists (select 1
                           from message as mail
                           where mail.message_key = concat('method-suspended:', debit_attempt.installment_id, ':', debit_attempt.order_no))))
returning state, decline_category, currency, amount;

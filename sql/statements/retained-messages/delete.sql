-- Returns what it deleted, to be carried forward. The same conditions as in read.sql: an installment may have been reopened since.
delete from message
output deleted.kind as [kind], deleted.state as [state]
where message_id in (select value from openjson(@Ids) with (value bigint '$'))
  and state in ('sent', 'dropped', 'failed', 'noAddress')
  and finished_at < @Before
  and business_date < @BeforeDate
  and (kind in ('receipt', 'method-suspended', 'payment-received')
       or (kind in ('due-soon', 'overdue', 'debit-failed')
           and exists (select 1
                       from installment as inst
                       where inst.installment_id = message.installment_id and inst.status in ('paid', 'written_off'))
           and not exists (select 1 from open_debit as debit where debit.installment_id = message.installment_id)));

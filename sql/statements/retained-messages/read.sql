-- Messages that are finished and can't be written again. A receipt or a suspension has the key of an order, which is settled once,
-- and a received payment that of its entry, which is processed once. A reminder has the key of a business date, which may be run
-- again: it is kept while its installment may still be written about. That a plan is closed is kept for good.
select msg.message_id
from message as msg
where msg.message_id > @After
  and msg.message_id <= @To
  and msg.state in ('sent', 'dropped', 'failed', 'noAddress')
  and msg.finished_at < @Before
  and msg.business_date < @BeforeDate
  and (msg.kind in ('receipt', 'method-suspended', 'payment-received')
       or (msg.kind in ('due-soon', 'overdue', 'debit-failed')
           and exists (select 1
                       from installment as inst
                       where inst.installment_id = msg.installment_id and inst.status in ('paid', 'written_off'))
           and not exists (select 1 from open_debit as debit where debit.installment_id = msg.installment_id)))
order by msg.message_id;

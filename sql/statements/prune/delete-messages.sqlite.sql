-- Tells what it deleted, for who brings it forward. The same conditions as when they were read: an installment may have been opened again since.
delete from message
where message_id in (select value from json_each(@Ids))
  and state in ('sent', 'dropped', 'failed', 'noAddress')
  and finished_at < @Before
  and business_date < @BeforeDate
  and (kind in ('receipt', 'method-suspended', 'payment-received')
       or (kind in ('due-soon', 'overdue', 'debit-failed')
           and exists (select 1
                       from installment as part
                       where part.installment_id = message.installment_id and part.status in ('paid', 'written_off'))
           and not exists (select 1 from open_debit as open_one where open_one.installment_id = message.installment_id)))
returning kind, state;

-- What is over and can not come again. A receipt or a suspension is keyed by an order, which is settled
-- once, and a payment received by its entry, which is looked at once. A notice is
-- keyed by a business date, which may be run again: it stays while its installment may still be written about. That a plan
-- is closed never goes stale: it stays for good.
select mail.message_id
from message as mail
where mail.message_id > @After
  and mail.message_id <= @To
  and mail.state in ('sent', 'dropped', 'failed', 'noAddress')
  and mail.finished_at < @Before
  and mail.business_date < @BeforeDate
  and (mail.kind in ('receipt', 'method-suspended', 'payment-received')
       or (mail.kind in ('due-soon', 'overdue', 'debit-failed')
           and exists (select 1
                       from installment as part
                       where part.installment_id = mail.installment_id and part.status in ('paid', 'written_off'))
           and not exists (select 1 from open_debit as open_one where open_one.installment_id = mail.installment_id)))
order by mail.message_id;

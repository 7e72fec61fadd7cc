-- Attempts that no rule counts any more. A payment in the ledger refers to its succeeded attempt, so that one is kept. A decline
-- counts in the retry schedule, whatever date is run, until its installment is paid. A withdrawn attempt never counted. The
-- message about a suspension refers to its attempt: it is deleted first.
select att.order_no
from debit_attempt as att
where att.payment_method_id > @After
  and att.payment_method_id <= @To
  and att.sent_at < @Before
  and att.settled_at < @Before
  and att.business_date < @BeforeDate
  and (att.state = 'withdrawn'
       or (att.state in ('declined', 'rejected')
           and exists (select 1
                       from installment as inst
                       where inst.installment_id = att.installment_id and inst.status in ('paid', 'written_off'))
           and not exists (select 1
                           from message as msg
                           where msg.message_key = concat('method-suspended:', att.installment_id, ':', att.order_no)
                             and (msg.finished_at is null or msg.finished_at >= @MessagesBefore or msg.business_date >= @MessagesBeforeDate))))
order by att.order_no;

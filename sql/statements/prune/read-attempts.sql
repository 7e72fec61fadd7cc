-- What no rule counts any more. A payment in the ledger stands on its succeeded attempt, so that stays for good. A decline
-- counts in the retry schedule, whatever date is run, until its installment is paid. What was withdrawn never counted. The
-- notice of a suspension stands on its attempt: it goes first.
select attempt.order_no
from debit_attempt as attempt
where attempt.payment_method_id > @After
  and attempt.payment_method_id <= @To
  and attempt.sent_at < @Before
  and attempt.settled_at < @Before
  and attempt.business_date < @BeforeDate
  and (attempt.state = 'withdrawn'
       or (attempt.state in ('declined', 'rejected')
           and exists (select 1
                       from installment as part
                       where part.installment_id = attempt.installment_id and part.status in ('paid', 'written_off'))
           and not exists (select 1
                           from message as mail
                           where mail.message_key = concat('method-suspended:', attempt.installment_id, ':', attempt.order_no)
                             and (mail.finished_at is null or mail.finished_at >= @MessagesBefore or mail.business_date >= @MessagesBeforeDate))))
order by attempt.order_no;

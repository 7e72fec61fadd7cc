-- Notices under which no debit can be made any more.
select notice.notice_no
from debit_notice as notice
where notice.payment_method_id > @After
  and notice.payment_method_id <= @To
  and notice.asked_at < @Before
  and notice.debit_until < @BeforeDate
order by notice.notice_no;

update debit_notice
set state = answer.value ->> 'state', answered_at = @Now, detail = answer.value ->> 'detail'
from json_each(@Batch) as answer
where debit_notice.notice_no = answer.value ->> 'noticeNumber' and debit_notice.state = 'asked';

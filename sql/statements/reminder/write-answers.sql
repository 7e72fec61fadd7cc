update notice
set state = answer.state, answered_at = @Now, detail = answer.detail
from debit_notice as notice
cross join openjson(@Batch) with (
    notice_no varchar(32)   '$.noticeNumber',
    state     varchar(16)   '$.state',
    detail    nvarchar(400) '$.detail') as answer
where notice.notice_no = answer.notice_no collate Latin1_General_100_BIN2 and notice.state = 'asked';

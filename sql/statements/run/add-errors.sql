insert into run_error (run_id, code, subject, detail, recorded_at)
select @RunId, error.code, error.subject, error.detail, @Now
from openjson(@Batch) with (
    code    varchar(64)   '$.code',
    subject nvarchar(800) '$.subject',
    detail  nvarchar(max) '$.detail') as error;

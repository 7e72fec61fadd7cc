-- The first errors of each reason, or one page of those of a reason.
select listed.run_error_id as error_id, listed.code, listed.subject, listed.detail
from (select run_error_id, code, subject, detail, row_number() over (partition by code order by run_error_id) as place
      from run_error
      where run_id = @RunId and run_error_id > @After and (@Code = '' or code = @Code)) as listed
where listed.place <= @Count
order by listed.code, listed.run_error_id;

select code, count(*) as errors from run_error where run_id = @RunId group by code order by errors desc, code;

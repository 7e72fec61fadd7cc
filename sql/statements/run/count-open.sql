select count(*) from run_slice where run_id = @RunId and state = 'open';

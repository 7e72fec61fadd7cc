update run_slice
set owner = null, expires_at = null
where run_id = @RunId and number = @Number and fence = @Fence and state = 'open';

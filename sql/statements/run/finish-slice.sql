update run_slice
set state = 'done', owner = null, expires_at = null, done_to = to_key
where run_id = @RunId and number = @Number and fence = @Fence and state = 'open';

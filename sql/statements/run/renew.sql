update run_slice set expires_at = @Until where run_id = @RunId and number = @Number and fence = @Fence and state = 'open';

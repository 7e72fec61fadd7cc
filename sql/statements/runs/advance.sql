-- The fence: no row, no right to write.
update run_slice set done_to = @DoneTo where run_id = @RunId and number = @Number and fence = @Fence and state = 'open';

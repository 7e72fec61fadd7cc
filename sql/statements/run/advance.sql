-- The fence: no row, no right to write. What is done stays done, whatever a step that only takes its place says.
update run_slice
set done_to = case when @DoneTo > done_to then @DoneTo else done_to end
where run_id = @RunId and number = @Number and fence = @Fence and state = 'open';

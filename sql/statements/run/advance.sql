-- The fence: no row, no right to write. The cursor never moves back.
update run_slice
set done_to = case when @DoneTo > done_to then @DoneTo else done_to end
where run_id = @RunId and number = @Number and fence = @Fence and state = 'open';

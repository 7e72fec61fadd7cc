update payment_method
set status = @To, status_reason = @Reason, status_changed_at = @Now,
    active_since = case when @To = 'active' then @Now else active_since end
where method_ref = @Reference and status = @From;

update payment_method
set status = @To, status_reason = @Reason, status_changed_at = @Now
where method_ref = @Reference and status = @From;

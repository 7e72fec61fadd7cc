update operator_session
set ended_at = @Now
where session_id = @SessionId
  and ended_at is null;

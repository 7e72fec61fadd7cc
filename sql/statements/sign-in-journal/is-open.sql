select count(*)
from operator_session
where session_id = @SessionId
  and ended_at is null
  and ends_at > @Now;

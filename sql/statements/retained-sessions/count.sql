select count(*)
from operator_session
where session_no > @After
  and session_no <= @To
  and ends_at < @Before;

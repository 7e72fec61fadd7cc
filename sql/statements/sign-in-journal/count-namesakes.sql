-- Sessions that are still open under the same name, and are another account's.
select count(*)
from operator_session
where name_key = @NameKey
  and ends_at > @Now
  and ended_at is null
  and (issuer <> @Issuer or subject <> @Subject);

-- Open sessions of another account under the same name.
select count(*)
from operator_session
where name_key = @NameKey
  and ends_at > @Now
  and ended_at is null
  and (issuer <> @Issuer or subject <> @Subject);

select entry.audit_id, entry.recorded_at, entry.actor, entry.actor_issuer, entry.actor_subject, entry.action, entry.subject, entry.reason, entry.detail
from json_each(@Subjects) as about
join audit_entry as entry on entry.subject = about.value
where entry.audit_id < @Before
order by entry.audit_id desc
limit @Count;

select entry.audit_id, entry.recorded_at, entry.actor, entry.actor_issuer, entry.actor_subject, entry.action, entry.subject, entry.reason, entry.detail
from openjson(@Subjects) with (subject nvarchar(400) '$') as about
join audit_entry as entry on entry.subject_key = about.subject collate Latin1_General_100_BIN2
where entry.audit_id < @Before
order by entry.audit_id desc
offset 0 rows fetch next @Count rows only;

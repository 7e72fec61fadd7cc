select listed.audit_id, listed.recorded_at, listed.subject as name, listed.detail as side, listed.actor, listed.actor_issuer, listed.actor_subject, listed.reason
from (select audit_id, recorded_at, subject, detail, actor, actor_issuer, actor_subject, reason, row_number() over (order by audit_id desc) as place
      from audit_entry
      where action = 'switch' and audit_id < @Before and (subject = 'debits' or subject like 'channel:%')) as listed
where listed.place <= @Count
order by listed.audit_id desc;

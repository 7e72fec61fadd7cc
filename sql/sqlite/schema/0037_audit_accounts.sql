-- Whose account it was at an OpenID Connect provider; null for whoever did not sign in there, and in entries from before.

alter table audit_entry add column actor_issuer text;
alter table audit_entry add column actor_subject text;

-- Whose account it was at an OpenID Connect provider; null for whoever did not sign in there, and in entries from before.

alter table audit_entry add actor_issuer nvarchar(400) collate Latin1_General_100_BIN2 null;
GO

alter table audit_entry add actor_subject nvarchar(400) collate Latin1_General_100_BIN2 null;
GO

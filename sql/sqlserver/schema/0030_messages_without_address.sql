-- A message to a customer who has no e-mail address has the state noAddress.

-- A filtered index needs it, here and in every session that writes messages.
set quoted_identifier on;
GO

alter table message drop constraint ck_message_state;
GO

alter table message add constraint ck_message_state check (state in ('waiting', 'sent', 'dropped', 'failed', 'noAddress'));
GO

-- status/no-address
create index message_without_address on message (message_id) where state = 'noAddress';
GO

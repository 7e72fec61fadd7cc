-- A message to a customer who has no e-mail address has the state noAddress.

create index message_without_address on message (message_id) where state = 'noAddress';

-- When a channel last answered a debit, however many attempts of others came since.
create index debit_attempt_answered on debit_attempt (channel, settled_at) where state in ('succeeded', 'declined');

-- A filtered index needs it; 0004 says more.
set quoted_identifier on;
GO

-- status/last-answers: when a channel last answered a debit, however many attempts of others came since.
create index debit_attempt_answered on debit_attempt (channel, settled_at) where state in ('succeeded', 'declined');
GO

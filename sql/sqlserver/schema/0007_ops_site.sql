-- What the ops site's first page is read by: see docs/decisions/0017-ops-site.md.
-- A filtered index needs it; 0004 says more.
set quoted_identifier on;
GO

-- site/due-days: what fell due in thirty days, without a look at the rows.
create index installment_by_due_date on installment (rolled_due_on) include (status, plan_id, principal, interest);
GO

-- site/due-days: what was paid for an installment. Late fees are not in it, so that posting them every day costs nothing more.
create index ledger_entry_payment_by_installment on ledger_entry (installment_id) include (effective_on, amount) where kind = 'payment';
GO

-- site/due-days: whether an entry was taken back. Hardly any is.
create index ledger_entry_by_reversed on ledger_entry (reverses_entry_id) where reverses_entry_id is not null;
GO

-- site/attempts: the attempts of a business date, and of a run; a run works for one business date.
create index debit_attempt_by_business_date on debit_attempt (business_date, run_id) include (state, currency, amount);
GO

-- site/messages: the messages of a customer, and of an installment.
create index message_by_customer on message (customer_id);
GO

-- A subject may be longer than an index takes; one that is longer than any reference is asked for by nobody.
alter table audit_entry add subject_key as cast(left(subject, 400) as nvarchar(400)) collate Latin1_General_100_BIN2;
GO

-- site/audit: what was done by hand to a customer, a plan or an installment.
create index audit_entry_by_subject on audit_entry (subject_key);
GO

-- What the ops site is read by: see docs/decisions/0017-ops-site.md.
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

-- site/run-keys: the runs of a stretch of business dates.
create index job_run_by_business_date on job_run (business_date, run_id);
GO

-- site/switch-history: what was done by one lever, newest first.
create index audit_entry_by_action on audit_entry (action, audit_id);
GO

-- What the engine calls the background job that makes the run; null where it has none.
alter table job_run add background_job nvarchar(100) null;
GO

-- Why a run is to be cancelled: its workers read it. As long as an actor and a reason are.
alter table job_run add cancel_wish nvarchar(700) null;
GO

-- A run that is over may be cancelled.
alter table job_run drop constraint ck_job_run_state;
GO

alter table job_run add constraint ck_job_run_state
    check (state in ('cutting', 'active', 'completed', 'set-aside', 'stopped', 'failed', 'superseded', 'cancelled'));
GO

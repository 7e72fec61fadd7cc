-- What the ops site is read by: see docs/decisions/0017-ops-site.md.

-- The chart of thirty days: what fell due, without a look at the rows.
create index installment_by_due_date on installment (rolled_due_on, status, plan_id, principal, interest);

-- What was paid for an installment. Late fees are not in it, so that posting them every day costs nothing more.
create index ledger_entry_payment_by_installment on ledger_entry (installment_id, effective_on, amount, kind) where kind = 'payment';

-- Whether an entry was taken back. Hardly any is.
create index ledger_entry_by_reversed on ledger_entry (reverses_entry_id) where reverses_entry_id is not null;

-- The attempts of a business date, and of a run: a run works for one business date.
create index debit_attempt_by_business_date on debit_attempt (business_date, run_id, state, currency, amount);

-- The messages of a customer, and of an installment.
create index message_by_customer on message (customer_id);

-- What was done by hand to a customer, a plan or an installment.
create index audit_entry_by_subject on audit_entry (subject);

-- The runs of a stretch of business dates.
create index job_run_by_business_date on job_run (business_date, run_id);

-- What was done by one lever, newest first.
create index audit_entry_by_action on audit_entry (action, audit_id);

-- What the engine calls the background job that makes the run; null where it has none.
alter table job_run add column background_job text;

-- Why a run is to be cancelled: its workers read it. A run that is over may be cancelled.
alter table job_run add column cancel_wish text;

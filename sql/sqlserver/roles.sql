-- Who may do what. For a DBA to run in the worker's database, once its tables are there and again after every migration; running
-- it twice changes nothing. Nobody in them is db_owner, and the worker can add to the ledger and the audit log, not change them.
--
-- A user for the worker, and another for reports:
--     create login [worker] with password = '…';              -- or: create user [worker] from external provider (Microsoft Entra)
--     create user [worker] for login [worker];
--     alter role installment_worker add member [worker];
--     alter role installment_reader add member [reports];

if database_principal_id('installment_worker') is null
    create role installment_worker;
GO

-- The book: written by imports, and its statuses by the jobs. No row of it is ever deleted.
grant select, insert, update on customer to installment_worker;
grant select, insert, update on payment_method to installment_worker;
grant select, insert, update on installment_plan to installment_worker;
grant select, insert, update on installment to installment_worker;

-- Append only: the triggers refuse it to everybody, and here nobody is even asked.
grant select, insert on ledger_entry to installment_worker;
grant select, insert on audit_entry to installment_worker;

-- Debits: an open debit goes when its attempt is settled, the attempt stays.
grant select, insert, update on debit_attempt to installment_worker;
grant select, insert, update, delete on open_debit to installment_worker;
grant select, insert, update on debit_notice to installment_worker;

-- Runs.
grant select, insert, update on job_run to installment_worker;
grant select, insert, delete on active_run to installment_worker;
grant select, insert, update on run_slice to installment_worker;
grant select, insert, update on run_tally to installment_worker;
grant select, insert on run_error to installment_worker;
grant select on pruned_tally to installment_worker;

-- The outbox and the operator actions.
grant select, insert, update on message to installment_worker;
grant select, insert, update on account_hold to installment_worker;
grant select, insert, update on debit_switch to installment_worker;

-- Staging for imports. A bulk copy needs no more than that: these tables have neither triggers nor check constraints.
grant select, insert, delete on import_customer to installment_worker;
grant select, insert, delete on import_payment_method to installment_worker;
grant select, insert, delete on import_plan to installment_worker;
grant select, insert, delete on import_installment to installment_worker;
grant select, insert, delete on import_payment to installment_worker;

-- The ops site: its sessions, and the row that /health/ready writes.
grant select, insert, update on operator_session to installment_worker;
grant select, update on write_probe to installment_worker;
grant select, insert, update on channel_rate to installment_worker;

-- Whether the book is one for rehearsals. Nobody who works on a real one may make it so.
grant select on rehearsal_mark to installment_worker;

-- Every start looks whether the schema is the one it was built for.
grant select on schema_migration to installment_worker;
GO

-- Retention ('worker prune'): whoever runs it is a member of this role and of installment_worker. A worker that does not prune
-- needs none of it.
--     alter role installment_retention add member [worker];
if database_principal_id('installment_retention') is null
    create role installment_retention;
GO

grant delete on message to installment_retention;
grant delete on debit_attempt to installment_retention;
grant delete on debit_notice to installment_retention;
grant delete on job_run to installment_retention;
grant delete on run_slice to installment_retention;
grant delete on run_tally to installment_retention;
grant delete on run_error to installment_retention;
grant insert, update on pruned_tally to installment_retention;
grant delete on operator_session to installment_retention;
GO

-- Only where the worker migrates by itself ('worker migrate', or at its start). Where a DBA runs what 'migrate --script' prints,
-- leave this role without members. db_ddladmin alone could make the tables and then not write down that it had. A user who
-- migrates and works is a member of this role and of installment_worker.
--     alter role installment_worker_migrator add member [worker];
if database_principal_id('installment_worker_migrator') is null
    create role installment_worker_migrator;
GO

grant select, insert, update, delete on schema::dbo to installment_worker_migrator;
GO

alter role db_ddladmin add member installment_worker_migrator;
GO

-- Reports: everything but what the channels debit (the tokens) and what an import is in the middle of. 'select *' from the two
-- tables that have tokens is refused: name the columns.
if database_principal_id('installment_reader') is null
    create role installment_reader;
GO

grant select on customer to installment_reader;
grant select on payment_method (
    payment_method_id, method_ref, customer_id, channel, priority, status, status_reason, status_changed_at, imported_status)
    to installment_reader;
grant select on installment_plan to installment_reader;
grant select on installment to installment_reader;
grant select on ledger_entry to installment_reader;
grant select on audit_entry to installment_reader;
grant select on debit_attempt (
    order_no, installment_id, payment_method_id, channel, amount, currency, description, business_date, sent_at, state,
    reference, decline_code, decline_category, detail, settled_at, run_id)
    to installment_reader;
grant select on open_debit to installment_reader;
grant select on job_run to installment_reader;
grant select on active_run to installment_reader;
grant select on run_slice to installment_reader;
grant select on run_tally to installment_reader;
grant select on run_error to installment_reader;
grant select on pruned_tally to installment_reader;
grant select on message to installment_reader;
grant select on account_hold to installment_reader;
grant select on debit_switch to installment_reader;
grant select on operator_session to installment_reader;
grant select on schema_migration to installment_reader;
GO

-- Hangfire keeps its queues in a schema of its own, where it is the engine. It makes its tables when it first starts as a user
-- who may (a member of installment_worker_migrator), or a DBA runs its install script;
-- afterwards it reads, writes and deletes there. Run this script again once the schema is there.
if schema_id('HangFire') is not null
    grant select, insert, update, delete, execute on schema::HangFire to installment_worker;
GO

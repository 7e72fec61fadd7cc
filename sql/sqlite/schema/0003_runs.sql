-- What the jobs did: runs, their slices, their counters, and who meddled.

create table job_run (
    run_id        integer not null primary key autoincrement,
    job           text    not null,
    business_date text    not null,
    occasion      text    not null,             -- the scheduled local time, or what a manual trigger is known by
    try_no        integer not null default 1,   -- from 1: an occasion that failed or was superseded is tried again
    trigger_kind  text    not null,             -- schedule, catch-up, manual
    actor         text    not null,
    reason        text,
    state         text    not null,             -- cutting, active, completed, set-aside, stopped, failed, superseded
    started_at    text    not null,
    finished_at   text,
    stop_reason   text,
    ledger_mark   integer not null,             -- the newest ledger entry when the run began
    unique (job, business_date, occasion, try_no)
) strict;

create index job_run_by_job_and_state on job_run (job, state, business_date);
create index job_run_by_job on job_run (job, run_id);

-- At most one run of a job is active: its primary key says so.
create table active_run (
    job    text    not null primary key,
    run_id integer not null unique references job_run (run_id)
) strict;

create table run_slice (
    run_id     integer not null references job_run (run_id),
    number     integer not null,
    from_key   integer not null,
    to_key     integer not null,
    done_to    integer not null,                -- every key up to this one is done
    state      text    not null,                -- open, done, left (the run ended before it was done)
    owner      text,
    fence      integer not null,                -- grows with every lease: a worker that lost its lease can't write
    expires_at text,
    primary key (run_id, number)
) strict, without rowid;

create table run_tally (
    run_id   integer not null references job_run (run_id),
    slice    integer not null,
    name     text    not null,
    currency text    not null,                  -- '' for a plain count
    value    integer not null,
    primary key (run_id, slice, name, currency)
) strict, without rowid;

create table run_error (
    run_error_id integer not null primary key autoincrement,
    run_id       integer not null references job_run (run_id),
    code         text    not null,
    subject      text    not null,              -- what it is about: an installment, an order number, a message
    detail       text,
    recorded_at  text    not null
) strict;

create index run_error_by_run on run_error (run_id);

create table audit_entry (
    audit_id    integer not null primary key autoincrement,
    recorded_at text    not null,
    actor       text    not null,
    action      text    not null,
    subject     text    not null,
    reason      text,
    detail      text
) strict;

create trigger audit_entry_is_never_changed before update on audit_entry
begin
    select raise(abort, 'the audit log is never changed');
end;

create trigger audit_entry_is_never_deleted before delete on audit_entry
begin
    select raise(abort, 'the audit log is never deleted');
end;

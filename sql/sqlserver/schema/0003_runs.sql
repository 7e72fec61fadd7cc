-- What the jobs did: runs, their slices, their counters, and who meddled.

create table job_run (
    run_id        bigint        not null identity (1, 1),
    job           varchar(32)   collate Latin1_General_100_BIN2 not null,
    business_date date          not null,
    -- the scheduled local time, or what a manual trigger is known by
    occasion      varchar(64)   collate Latin1_General_100_BIN2 not null,
    -- from 1: an occasion that failed or was superseded is tried again
    try_no        int           not null constraint df_job_run_try_no default 1,
    trigger_kind  varchar(16)   collate Latin1_General_100_BIN2 not null,
    actor         nvarchar(320) not null,
    reason        nvarchar(320) null,
    state         varchar(16)   collate Latin1_General_100_BIN2 not null,
    started_at    datetime2(3)  not null,
    finished_at   datetime2(3)  null,
    stop_reason   nvarchar(max) null,
    ledger_mark   bigint        not null,        -- the newest ledger entry when the run began
    constraint pk_job_run primary key clustered (run_id),
    -- runs/find-occasion
    constraint uq_job_run_occasion unique nonclustered (job, business_date, occasion, try_no),
    constraint ck_job_run_trigger_kind check (trigger_kind in ('schedule', 'catch-up', 'manual')),
    constraint ck_job_run_state
        check (state in ('cutting', 'active', 'completed', 'set-aside', 'stopped', 'failed', 'superseded'))
);

-- runs/last-finished, runs/previous-mark, status/jobs, doctor/newest-fees, doctor/plans-awaiting-statuses: the newest run of a
-- job in a state, by one step into the index, with its mark.
create index job_run_by_job_and_state on job_run (job, state, business_date) include (ledger_mark);

-- status/jobs: the last run of a job.
create index job_run_by_job on job_run (job, run_id);

-- At most one run of a job is active: its primary key says so.
create table active_run (
    job    varchar(32) collate Latin1_General_100_BIN2 not null,
    run_id bigint      not null,
    constraint pk_active_run primary key clustered (job),
    constraint uq_active_run_run unique nonclustered (run_id),
    constraint fk_active_run_run foreign key (run_id) references job_run (run_id)
);

create table run_slice (
    run_id     bigint        not null,
    number     int           not null,
    from_key   bigint        not null,
    to_key     bigint        not null,
    done_to    bigint        not null,           -- every key up to this one is done
    state      varchar(16)   collate Latin1_General_100_BIN2 not null,    -- left: the run ended before it was done
    owner      nvarchar(400) null,
    fence      bigint        not null,           -- grows with every lease: a worker that lost its lease can't write
    expires_at datetime2(3)  null,
    constraint pk_run_slice primary key clustered (run_id, number),
    constraint fk_run_slice_run foreign key (run_id) references job_run (run_id),
    constraint ck_run_slice_state check (state in ('open', 'done', 'left'))
);

create table run_tally (
    run_id   bigint      not null,
    slice    int         not null,
    name     varchar(64) collate Latin1_General_100_BIN2 not null,
    currency varchar(3)  collate Latin1_General_100_BIN2 not null,        -- '' for a plain count
    value    bigint      not null,
    constraint pk_run_tally primary key clustered (run_id, slice, name, currency),
    constraint fk_run_tally_run foreign key (run_id) references job_run (run_id)
);

create table run_error (
    run_error_id bigint        not null identity (1, 1),
    run_id       bigint        not null,
    code         varchar(64)   collate Latin1_General_100_BIN2 not null,
    subject      nvarchar(800) not null,         -- what it is about: an installment, an order number, a message
    detail       nvarchar(max) null,
    recorded_at  datetime2(3)  not null,
    constraint pk_run_error primary key clustered (run_error_id),
    constraint fk_run_error_run foreign key (run_id) references job_run (run_id)
);

-- runs/report-errors: the first errors of a run, in their order.
create index run_error_by_run on run_error (run_id);

create table audit_entry (
    audit_id    bigint        not null identity (1, 1),
    recorded_at datetime2(3)  not null,
    actor       nvarchar(320) not null,
    action      varchar(32)   collate Latin1_General_100_BIN2 not null,
    subject     nvarchar(max) not null,
    reason      nvarchar(320) null,
    detail      nvarchar(max) null,
    constraint pk_audit_entry primary key clustered (audit_id)
);
GO

create trigger audit_entry_is_never_changed on audit_entry instead of update
as
begin
    throw 50003, 'the audit log is never changed', 1;
end;
GO

create trigger audit_entry_is_never_deleted on audit_entry instead of delete
as
begin
    throw 50004, 'the audit log is never deleted', 1;
end;

-- One row, which /health/ready writes to learn whether the database takes writes.

create table write_probe (
    probe_id   int          not null,
    written_at datetime2(3) not null,
    constraint pk_write_probe primary key clustered (probe_id),
    constraint ck_write_probe_is_one_row check (probe_id = 1)
);

insert into write_probe (probe_id, written_at) values (1, '2026-01-01T00:00:00.000');

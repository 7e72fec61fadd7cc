-- One row, which /health/ready writes to learn whether the database takes writes.

create table write_probe (
    probe_id   integer not null primary key check (probe_id = 1),
    written_at text    not null
) strict;

insert into write_probe (probe_id, written_at) values (1, '2026-01-01T00:00:00.000Z');

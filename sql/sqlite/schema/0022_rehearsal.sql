-- Whether the book is made up: only then may a run be told that it is later than it is.

create table rehearsal_mark (
    mark_id   integer not null primary key check (mark_id = 1),
    marked_by text    not null,                 -- the command that made the book
    marked_at text    not null
) strict;

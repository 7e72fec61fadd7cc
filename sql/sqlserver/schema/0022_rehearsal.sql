-- Whether the book is made up: only then may a run be told that it is later than it is.

create table rehearsal_mark (
    mark_id   int           not null,
    marked_by nvarchar(320) not null,            -- the command that made the book
    marked_at datetime2(3)  not null,
    -- rehearsal/is-marked
    constraint pk_rehearsal_mark primary key clustered (mark_id),
    constraint ck_rehearsal_mark_single check (mark_id = 1)
);

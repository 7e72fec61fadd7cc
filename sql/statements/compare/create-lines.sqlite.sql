-- In a database of its own, which nobody else sees and which is gone with the connection: the book is only read.
create temp table if not exists statement_line (
    line         integer not null primary key,
    order_no     text    not null,
    amount       text    not null,
    currency     text,
    status       text    not null,
    completed_at text    not null
) strict;

create index if not exists temp.statement_line_by_order on statement_line (order_no, line);

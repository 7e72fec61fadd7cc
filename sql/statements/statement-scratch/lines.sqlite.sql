-- name: open
-- In a temporary database of the connection: the ledger is only read.
create temp table if not exists statement_line (
    line         integer not null primary key,
    order_no     text    not null,
    amount       text    not null,
    currency     text,
    status       text    not null,
    completed_at text    not null
) strict;

create index if not exists temp.statement_line_by_order on statement_line (order_no, line);

-- name: add
insert into statement_line (line, order_no, amount, currency, status, completed_at)
select value ->> 'line', value ->> 'orderNumber', value ->> 'amount', value ->> 'currency', value ->> 'status', value ->> 'completedAt'
from json_each(@Batch);

-- name: read-extent
select max(line) as last_line, min(completed_at) as first_at, max(completed_at) as last_at from statement_line having count(*) > 0;

-- name: read-first
select line, order_no as order_number, amount, currency, status, completed_at
from statement_line as listed
where line > @After and line <= @To
  and not exists (select 1 from statement_line as earlier where earlier.order_no = listed.order_no and earlier.line < listed.line)
order by line;

-- name: read-repeated
select line, order_no as order_number, amount, currency, status, completed_at,
       (select min(earlier.line) from statement_line as earlier where earlier.order_no = again.order_no) as first_line
from statement_line as again
where line > @After and line <= @To
  and exists (select 1 from statement_line as earlier where earlier.order_no = again.order_no and earlier.line < again.line)
order by line;

-- name: find-absent
select wanted.value as order_number
from json_each(@Batch) as wanted
where not exists (select 1 from statement_line as listed where listed.order_no = wanted.value);

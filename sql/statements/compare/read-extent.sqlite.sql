select max(line) as last_line, min(completed_at) as first_at, max(completed_at) as last_at from statement_line having count(*) > 0;

insert into rehearsal_mark (mark_id, marked_by, marked_at)
select 1, @MarkedBy, @MarkedAt
where not exists (select 1 as mark from rehearsal_mark);

select count(*) as marks from rehearsal_mark;

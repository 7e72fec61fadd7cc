select count(*) from message where state = 'noAddress';

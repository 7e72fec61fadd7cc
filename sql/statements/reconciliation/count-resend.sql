update open_debit
set resends = resends + 1, last_sent_at = @Now
where order_no in (select value collate Latin1_General_100_BIN2 from openjson(@Batch) with (value varchar(32) '$'));

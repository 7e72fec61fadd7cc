delete from debit_notice
where notice_no in (select value collate Latin1_General_100_BIN2 from openjson(@Batch) with (value varchar(32) '$'));

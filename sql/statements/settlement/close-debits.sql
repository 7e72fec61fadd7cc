-- Used by OrderRecords and SettlementStore.
delete from open_debit
where order_no in (select value collate Latin1_General_100_BIN2 from openjson(@Batch) with (value varchar(32) '$'));

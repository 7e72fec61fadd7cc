delete from open_debit where order_no in (select value from json_each(@Batch));

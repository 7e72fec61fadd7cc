delete from debit_notice where notice_no in (select value from json_each(@Batch));

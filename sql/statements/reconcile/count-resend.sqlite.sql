update open_debit
set resends = resends + 1, last_sent_at = @Now
where order_no in (select value from json_each(@Batch));

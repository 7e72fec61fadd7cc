update installment
set status = @Status, overdue_since = @OverdueSince
where installment_id in (select value from openjson(@Ids) with (value bigint '$'));

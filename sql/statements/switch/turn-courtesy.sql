update customer
set courtesy_off_at = @OffAt
where customer_id = @CustomerId
  and ((@OffAt is null and courtesy_off_at is not null) or (@OffAt is not null and courtesy_off_at is null));

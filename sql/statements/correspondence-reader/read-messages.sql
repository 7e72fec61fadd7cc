-- Ranked, which both databases understand: a customer has some hundred messages at most.
select message_id, message_key as "key", kind, installment_id, business_date, state, created_at, finished_at, detail
from (select message_id, message_key, kind, installment_id, business_date, state, created_at, finished_at, detail,
             row_number() over (order by message_id desc) as place
      from message
      where customer_id = @CustomerId and message_id < @Before and (@InstallmentId is null or installment_id = @InstallmentId)) as listed
where place <= @Count
order by place;

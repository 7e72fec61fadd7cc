-- Only what stands as it was when its channel was asked, and what nobody is at who may be asking or sending: whoever holds the slice.
update debit_attempt
set state = 'withdrawn', detail = 'withdrawn by an operator', settled_at = @Now
where order_no = @OrderNumber
  and state = 'lost'
  and exists (select 1 from open_debit as open_one where open_one.order_no = @OrderNumber and open_one.last_sent_at = @LastSentAt)
  and not exists (select 1
                  from run_slice as slice
                  join job_run as run on run.run_id = slice.run_id
                  where slice.state = 'open' and slice.expires_at > @MachineNow
                    and ((run.job = 'reconcile' and slice.done_to < @InstallmentId and slice.to_key >= @InstallmentId)
                         or (run.job = 'auto-debit' and slice.done_to < @CustomerId and slice.to_key >= @CustomerId)));

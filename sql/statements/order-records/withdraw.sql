-- Only if it is unchanged since its channel was asked, and no worker that may be asking or sending holds its slice.
update debit_attempt
set state = 'withdrawn', detail = 'withdrawn by an operator', settled_at = @Now
where order_no = @OrderNumber
  and state = 'lost'
  and exists (select 1 from open_debit as debit where debit.order_no = @OrderNumber and debit.last_sent_at = @LastSentAt)
  and not exists (select 1
                  from run_slice as slice
                  join job_run as run on run.run_id = slice.run_id
                  where slice.state = 'open' and slice.expires_at > @MachineNow
                    and ((run.job = 'reconcile' and slice.done_to < @InstallmentId and slice.to_key >= @InstallmentId)
                         or (run.job = 'auto-debit' and slice.done_to < @CustomerId and slice.to_key >= @CustomerId)));

-- Locks the attempt before its open debit, like settlement/settle-attempts: whoever withdraws the order waits here for the outcome.
update debit_attempt
set state = 'lost'
output inserted.order_no as [order_no]
where order_no in (select value collate Latin1_General_100_BIN2 from openjson(@Batch) with (value varchar(32) '$'))
  and state in ('unknown', 'pending', 'lost')
  -- Not while another worker debits this customer: it may be about to send this very order for the first time.
  and not exists (select 1
                  from installment as inst
                  join installment_plan as pln on pln.plan_id = inst.plan_id
                  join run_slice as slice on slice.done_to < pln.customer_id and slice.to_key >= pln.customer_id
                  join job_run as run on run.run_id = slice.run_id
                  where inst.installment_id = debit_attempt.installment_id
                    and run.job = 'auto-debit' and slice.state = 'open' and slice.expires_at > @MachineNow
                    and (slice.run_id <> @RunId or slice.number <> @Number));

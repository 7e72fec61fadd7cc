-- Of these debits, those of which everything they were decided on is still so. The transaction that opens them asks, and whoever
-- sends them asks again and again for as long as they wait.
-- Materialized, because json_each writes an object out anew for every field that is read of it.
with decided as materialized (select value from json_each(@Batch))
select decided.value ->> 'orderNumber' as order_number
from decided
join installment as inst
    on inst.installment_id = decided.value ->> 'installmentId'
    and inst.rolled_due_on = decided.value ->> 'dueOn'
    and inst.principal = decided.value ->> 'principal'
    and inst.interest = decided.value ->> 'interest'
    and inst.status = decided.value ->> 'status'
join installment_plan as held
    on held.plan_id = inst.plan_id
    and held.autopay = 1
    and coalesce(held.payment_method_id, 0) = decided.value ->> 'designatedMethodId'
    and coalesce(held.fallback, 0) = decided.value ->> 'allowsFallback'
join payment_method as method
    on method.payment_method_id = decided.value ->> 'paymentMethodId'
    and method.status = 'active'
    and method.token = decided.value ->> 'token'
    and method.max_amount is decided.value ->> 'maxAmount'
    and method.valid_from is decided.value ->> 'validFrom'
    and method.valid_until is decided.value ->> 'validUntil'
where coalesce((select max(entry.entry_id) from ledger_entry as entry where entry.plan_id = inst.plan_id), 0) = decided.value ->> 'ledgerMark'
  and not exists (select 1
                  from account_hold as hold
                  where hold.customer_id = held.customer_id
                    and hold.released_at is null and (hold.until_date is null or hold.until_date >= @BusinessDate))
  and not exists (select 1
                  from account_hold as hold
                  where hold.plan_id = inst.plan_id
                    and hold.released_at is null and (hold.until_date is null or hold.until_date >= @BusinessDate))
  and not exists (select 1
                  from debit_switch as turned
                  where turned.is_off = 1 and turned.name in ('debits', concat('channel:', method.channel)))
  and not exists (select 1
                  from debit_attempt as attempt
                  where attempt.order_no = decided.value ->> 'orderNumber' and attempt.state not in ('unknown', 'pending', 'lost'))
  and exists (select 1
              from run_slice as slice
              where slice.run_id = @RunId and slice.number = @Number and slice.fence = @Fence and slice.state = 'open');

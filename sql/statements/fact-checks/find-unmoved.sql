-- Of these debits, those for which everything they were decided on is unchanged. The transaction that opens them runs this after
-- sql-server-database/lock-facts; while orders wait to be sent it runs again and again.
select decided.order_number
from openjson(@Batch) with (
    order_number         varchar(32)   '$.orderNumber',
    installment_id       bigint        '$.installmentId',
    due_on               date          '$.dueOn',
    principal            bigint        '$.principal',
    interest             bigint        '$.interest',
    status               varchar(16)   '$.status',
    designated_method_id bigint        '$.designatedMethodId',
    allows_fallback      bit           '$.allowsFallback',
    payment_method_id    bigint        '$.paymentMethodId',
    token                nvarchar(320) '$.token',
    max_amount           bigint        '$.maxAmount',
    valid_from           date          '$.validFrom',
    valid_until          date          '$.validUntil',
    ledger_mark          bigint        '$.ledgerMark') as decided
join installment as inst
    on inst.installment_id = decided.installment_id
    and inst.rolled_due_on = decided.due_on
    and inst.principal = decided.principal
    and inst.interest = decided.interest
    and inst.status = decided.status collate Latin1_General_100_BIN2
join installment_plan as pln
    on pln.plan_id = inst.plan_id
    and pln.autopay = 1
    and coalesce(pln.payment_method_id, 0) = decided.designated_method_id
    and coalesce(pln.fallback, 0) = decided.allows_fallback
join payment_method as meth
    on meth.payment_method_id = decided.payment_method_id
    and meth.status = 'active'
    and meth.token = decided.token collate Latin1_General_100_BIN2
    and coalesce(meth.max_amount, -1) = coalesce(decided.max_amount, -1)
    and coalesce(meth.valid_from, '0001-01-01') = coalesce(decided.valid_from, '0001-01-01')
    and coalesce(meth.valid_until, '9999-12-31') = coalesce(decided.valid_until, '9999-12-31')
where coalesce((select max(entry.entry_id) from ledger_entry as entry where entry.plan_id = inst.plan_id), 0) = decided.ledger_mark
  and not exists (select 1
                  from account_hold as hold
                  where hold.customer_id = pln.customer_id
                    and hold.released_at is null and (hold.until_date is null or hold.until_date >= @BusinessDate))
  and not exists (select 1
                  from account_hold as hold
                  where hold.plan_id = inst.plan_id
                    and hold.released_at is null and (hold.until_date is null or hold.until_date >= @BusinessDate))
  and not exists (select 1
                  from debit_switch as switch
                  where switch.is_off = 1 and switch.name in ('debits', concat('channel:', meth.channel)))
  and not exists (select 1
                  from debit_attempt as att
                  where att.order_no = decided.order_number collate Latin1_General_100_BIN2
                    and att.state not in ('unknown', 'pending', 'lost'))
  and exists (select 1
              from run_slice as slice
              where slice.run_id = @RunId and slice.number = @Number and slice.fence = @Fence and slice.state = 'open');

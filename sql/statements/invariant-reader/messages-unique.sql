-- Keys are unique, so a key made of kind, installment and date or order means one message of each.
select concat('message ', msg.message_id, ': its key is not that of its kind, installment and date') as finding
from message as msg
where msg.kind in ('due-soon', 'overdue', 'debit-failed', 'plan-closed')
  and msg.message_key <> concat(msg.kind, ':', msg.installment_id, ':', msg.business_date)
union all
select concat('message ', msg.message_id, ': its key is not that of a debit attempt of its installment')
from message as msg
where msg.kind in ('receipt', 'method-suspended')
  and not exists (select 1
                  from debit_attempt as att
                  where att.installment_id = msg.installment_id
                    and msg.message_key = concat(msg.kind, ':', msg.installment_id, ':', att.order_no)
                    and (att.state = case msg.kind when 'receipt' then 'succeeded' else 'declined' end
                         or (msg.kind = 'method-suspended' and att.given_up_as = 'declined')))
union all
select concat('message ', msg.message_id, ': its key is not that of a payment of its installment')
from message as msg
where msg.kind = 'payment-received'
  and not exists (select 1
                  from ledger_entry as entry
                  where entry.installment_id = msg.installment_id
                    and msg.message_key = concat(msg.kind, ':', msg.installment_id, ':', entry.entry_id)
                    and entry.kind = 'payment'
                    and entry.order_no is null);

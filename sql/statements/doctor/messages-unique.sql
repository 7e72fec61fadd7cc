-- Keys are unique, so a key made of kind, installment and date or order means one message of each.
select concat('message ', mail.message_id, ': its key is not that of its kind, installment and date') as finding
from message as mail
where mail.kind in ('due-soon', 'overdue', 'debit-failed', 'plan-closed')
  and mail.message_key <> concat(mail.kind, ':', mail.installment_id, ':', mail.business_date)
union all
select concat('message ', mail.message_id, ': its key is not that of a debit attempt of its installment')
from message as mail
where mail.kind in ('receipt', 'method-suspended')
  and not exists (select 1
                  from debit_attempt as attempt
                  where attempt.installment_id = mail.installment_id
                    and mail.message_key = concat(mail.kind, ':', mail.installment_id, ':', attempt.order_no)
                    and (attempt.state = case mail.kind when 'receipt' then 'succeeded' else 'declined' end
                         or (mail.kind = 'method-suspended' and attempt.given_up_as = 'declined')))
union all
select concat('message ', mail.message_id, ': its key is not that of a payment of its installment')
from message as mail
where mail.kind = 'payment-received'
  and not exists (select 1
                  from ledger_entry as entry
                  where entry.installment_id = mail.installment_id
                    and mail.message_key = concat(mail.kind, ':', mail.installment_id, ':', entry.entry_id)
                    and entry.kind = 'payment'
                    and entry.order_no is null);

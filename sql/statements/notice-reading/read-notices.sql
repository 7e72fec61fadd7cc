-- A message that was given up is not a notice. Successful and open debits use up a notice, declines do not.
select notice.notice_no as notice_number, notice.installment_id, notice.payment_method_id, notice.token, notice.amount, notice.currency,
       notice.debit_from, notice.debit_until,
       case when msg.state = 'sent' then 'accepted' else notice.state end as state,
       case when notice.message_key is not null then (case when msg.state = 'sent' then msg.finished_at end)
            when notice.state = 'accepted' then notice.answered_at end as accepted_at,
       case when notice.message_key is null then 0 else 1 end as is_by_message,
       coalesce((select sum(att.amount)
                 from debit_attempt as att
                 where att.installment_id = notice.installment_id
                   and att.notice_no = notice.notice_no
                   and att.state in ('unknown', 'pending', 'lost', 'succeeded')), 0) as used
from openjson(@Ids) with (value bigint '$') as id
join debit_notice as notice on notice.installment_id = id.value
left join message as msg on msg.message_key = notice.message_key
where notice.message_key is null or msg.state not in ('dropped', 'failed')
order by notice.installment_id, notice.asked_at, notice.notice_no;

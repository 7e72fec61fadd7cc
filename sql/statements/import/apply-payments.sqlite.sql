insert into ledger_entry (entry_key, plan_id, installment_id, kind, amount, currency, effective_on, entered_at, actor, reason)
select concat('import:', s.payment_ref), p.plan_id, i.installment_id, 'payment', s.amount, p.currency, s.paid_on, @Now, @Actor, s.source
from import_payment s
join installment_plan p on p.plan_ref = s.plan_ref
join installment i on i.plan_id = p.plan_id and i.number = s.number
where s.line between cast(@FromKey as bigint) and cast(@ToKey as bigint)
order by s.line
on conflict (entry_key) do nothing;

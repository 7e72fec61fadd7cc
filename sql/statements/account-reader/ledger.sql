select entry_id, entry_key, installment_id, kind, amount, effective_on, entered_at, order_no as order_number, reverses_entry_id, actor, reason
from ledger_entry
where plan_id = @PlanId
order by entry_id;

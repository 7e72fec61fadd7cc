-- Used by LedgerWriter and WaiverStore.
-- Changes nothing: it locks the plan's row, so that waivers of one plan come one after the other.
update installment_plan set plan_ref = plan_ref where plan_ref = @Reference;

-- Used by HoldStore, LedgerWriter and WaiverStore.
select plan_id, customer_id from installment_plan where plan_ref = @Reference;

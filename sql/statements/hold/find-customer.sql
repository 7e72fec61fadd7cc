-- Used by HoldStore and SwitchStore.
select customer_id from customer where customer_ref = @Reference;

select coalesce(min(plan_id), 0) as first_key, coalesce(max(plan_id), -1) as last_key from installment_plan;

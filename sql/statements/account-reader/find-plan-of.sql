select plan_id from installment where installment_id = @InstallmentId;

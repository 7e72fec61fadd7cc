-- What was to be debited after an attempt in further parts, minor units; 0 for the last part, and for what is debited whole.
alter table debit_attempt add rest_amount bigint not null constraint df_debit_attempt_rest_amount default 0;

-- What was to be debited after an attempt in further parts, minor units; 0 for the last part, and for what is debited whole.
alter table debit_attempt add column rest_amount integer not null default 0;

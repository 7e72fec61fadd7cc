-- What an attempt had been given up as (declined, rejected, withdrawn) when its channel told that it succeeded after all.
alter table debit_attempt add column given_up_as text;

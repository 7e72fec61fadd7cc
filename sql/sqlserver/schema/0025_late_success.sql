-- What an attempt had been given up as (declined, rejected, withdrawn) when its channel told that it succeeded after all.
alter table debit_attempt add given_up_as varchar(16) collate Latin1_General_100_BIN2 null;

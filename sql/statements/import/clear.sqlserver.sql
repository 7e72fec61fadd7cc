-- One import at a time: the staging tables are of one. The second waits for the end of the first's transaction, as long as a
-- command may take.
declare @granted int;
exec @granted = sp_getapplock 'import', 'Exclusive', 'Transaction';
if @granted < 0 throw 50006, 'the staging tables of the import could not be had', 1;

delete from import_customer;
delete from import_payment_method;
delete from import_plan;
delete from import_installment;
delete from import_payment;

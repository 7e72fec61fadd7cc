delete from import_customer;
delete from import_payment_method;
delete from import_plan;
delete from import_installment;
delete from import_payment;

-- A part at a time, each with its own commit: the log need not hold all of it.
declare @deleted int = 1;
while @deleted > 0
begin
    delete top (20000) from import_customer;
    set @deleted = @@rowcount;
    delete top (20000) from import_payment_method;
    set @deleted = @deleted + @@rowcount;
    delete top (20000) from import_plan;
    set @deleted = @deleted + @@rowcount;
    delete top (20000) from import_installment;
    set @deleted = @deleted + @@rowcount;
    delete top (20000) from import_payment;
    set @deleted = @deleted + @@rowcount;
end;

-- Changes nothing: it locks the attempt, as settling it or sending it again does, so that the next statement sees their outcome.
update debit_attempt set state = state where order_no = @OrderNumber;

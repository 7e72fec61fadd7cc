-- Changes nothing: it takes the attempt, as whoever settles it or sends it again does, so that the next statement sees what they did.
update debit_attempt set state = state where order_no = @OrderNumber;

using Worker.Testing.Databases;

namespace Worker.Data.Tests.Import;

/// <summary>What is wrong between rows, files and the book.</summary>
public sealed class CrossCheckTests
{
    [DatabaseTheory]
    [InlineData("customers.csv", "C2,", "C1,", "customers.csv:3: customer_ref: 'C1' is on line 2 already", "C2")]
    [InlineData("payment_methods.csv", "M2,C2", "M1,C1", "payment_methods.csv:3: method_ref: 'M1' is on line 2 already", "")]
    [InlineData("plans.csv", "P2,", "P1,", "plans.csv:3: plan_ref: 'P1' is on line 2 already", "P2")]
    [InlineData("installments.csv", "P1,3,", "P1,1,", "installments.csv:4: number: plan 'P1' has this number on line 2 already", "")]
    [InlineData("payments.csv", "bank\n", "bank\nX1,P1,1,103.30,2026-10-01,bank\n", "payments.csv:3: payment_ref: 'X1' is on line 2 already", "")]
    [InlineData("payment_methods.csv", "M2,C2", "M2,C9", "payment_methods.csv:3: customer_ref: 'C9' is neither in customers.csv nor in the book", "")]
    [InlineData("plans.csv", "P2,C2", "P2,C9", "plans.csv:3: customer_ref: 'C9' is neither in customers.csv nor in the book", "")]
    [InlineData("plans.csv", "true,M1", "true,M9", "plans.csv:2: method_ref: 'M9' is neither in payment_methods.csv nor in the book", "")]
    [InlineData("plans.csv", "true,M1", "true,M2", "plans.csv:2: method_ref: 'M2' belongs to customer 'C2', not to the plan's", "")]
    [InlineData("installments.csv", "P2,1,", "P9,1,", "installments.csv:5: plan_ref: 'P9' is neither in plans.csv nor in the book", "plans.csv:3: principal")]
    [InlineData("payments.csv", "X1,P1", "X1,P9", "payments.csv:2: plan_ref: 'P9' is neither in plans.csv nor in the book", "")]
    [InlineData("payments.csv", "X1,P1,1", "X1,P1,4", "payments.csv:2: number: plan 'P1' has no installment 4, neither in installments.csv nor in the book", "")]
    [InlineData("installments.csv", "P1,2,2026-11-01,100.00", "P1,2,2026-11-01,100.01", "plans.csv:2: principal: is 300.00 CNY, but the principals of the plan's installments add up to 300.01 CNY", "")]
    [InlineData("plans.csv", "JPY,1000", "JPY,999", "plans.csv:3: principal: is 999 JPY, but the principals of the plan's installments add up to 1000 JPY", "")]
    [InlineData("installments.csv", "P2,1,2026-10-02,1000,0\n", "", "plans.csv:3: principal: is 1000 JPY, but the principals of the plan's installments add up to 0 JPY", "")]
    public async Task It_is_told_once_where_it_stands(string file, string text, string by, string expected, string follows)
    {
        await using ImportBook book = await ImportBook.CreateAsync();

        string[] errors = (await book.Replace(file, text, by).ErrorsAsync()).Split('\n');

        Assert.Contains(expected, errors);

        // What leant on the row as it was is wrong as well, and nothing else is.
        Assert.All(errors, error => Assert.True(error == expected || (follows.Length > 0 && error.Contains(follows, StringComparison.Ordinal)), error));
    }

    [DatabaseFact]
    public async Task What_refers_to_a_bad_row_is_not_told_to_be_wrong()
    {
        await using ImportBook book = await ImportBook.CreateAsync();
        book.Replace("customers.csv", "ann@example.com", "ann")
            .Replace("payment_methods.csv", "M1,C1,sandbox", "M1,C1,pigeon")
            .Replace("plans.csv", "CNY", "XXX")
            .Replace("installments.csv", "P2,1,2026-10-02,1000,0", "P2,1,2026-10-02,1000.5,0");

        string[] errors = (await book.ErrorsAsync()).Split('\n');

        Assert.Equal(4, errors.Length);
        Assert.Equal("customers.csv:2: email: is not an e-mail address", errors[0]);
        Assert.Equal("payment_methods.csv:2: channel: 'pigeon' is not one of card, sandbox", errors[1]);
        Assert.StartsWith("plans.csv:2: currency: 'XXX' is not a currency of ISO 4217", errors[2], StringComparison.Ordinal);
        Assert.Equal("installments.csv:5: principal: '1000.5' has more decimals than JPY has (0)", errors[3]);
    }

    [DatabaseFact]
    public async Task A_file_that_breaks_off_is_the_only_thing_told()
    {
        await using ImportBook book = await ImportBook.CreateAsync();
        book.Replace("customers.csv", "C2,李雷", "C2,\"李雷");

        Assert.Equal(
            "customers.csv:3: customer_ref: a quote stands where it may not, or is not closed. Nothing after this line was read",
            await book.ErrorsAsync());
    }

    [DatabaseFact]
    public async Task References_differ_by_case()
    {
        await using ImportBook book = await ImportBook.CreateAsync();
        book.Replace("payment_methods.csv", "M2,C2", "M2,c2");

        Assert.Equal("payment_methods.csv:3: customer_ref: 'c2' is neither in customers.csv nor in the book", await book.ErrorsAsync());
    }

    [DatabaseFact]
    public async Task Installments_alone_must_still_add_up_with_those_of_the_book()
    {
        await using ImportBook book = await ImportBook.ImportedAsync();
        book.Only("installments.csv")
            .With("installments.csv", ImportBook.InstallmentsHeader + "P2,1,2026-10-02,1000,0\nP1,4,2027-01-01,5.00,0\nP1,3,2026-12-01,100.00,1.10\n");

        Assert.Equal(
            "installments.csv:3: principal: the plan's installments now add up to 305.00 CNY, but its principal is 300.00 CNY",
            await book.ErrorsAsync());
    }

    [DatabaseFact]
    public async Task Installments_of_the_book_count_where_the_file_does_not_have_them()
    {
        await using ImportBook book = await ImportBook.ImportedAsync();
        book.Only("plans.csv", "installments.csv")
            .With("plans.csv", ImportBook.PlansHeader + "P1,C1,phone,CNY,290.00,2026-09-01,true,M1\n")
            .With("installments.csv", ImportBook.InstallmentsHeader + "P1,3,2026-12-01,90.00,1.10\n");

        Assert.Equal("", await book.ErrorsAsync());
    }

    [DatabaseFact]
    public async Task The_largest_amounts_do_not_overflow()
    {
        await using ImportBook book = await ImportBook.CreateAsync();
        string rows = string.Concat(Enumerable.Range(1, 2000).Select(number => $"P1,{number},2026-12-01,9999999999.99,9999999999.99\n"));
        book.Only("customers.csv", "payment_methods.csv", "plans.csv", "installments.csv")
            .With("plans.csv", ImportBook.PlansHeader + "P1,C1,phone,CNY,1.00,2026-09-01,true,M1\n")
            .With("installments.csv", ImportBook.InstallmentsHeader + rows);

        Assert.Equal(
            "plans.csv:2: principal: is 1.00 CNY, but the principals of the plan's installments add up to 19999999999980.00 CNY",
            await book.ErrorsAsync());
    }
}

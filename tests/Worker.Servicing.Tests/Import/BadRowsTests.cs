namespace Worker.Servicing.Tests.Import;

public sealed class BadRowsTests
{
    private static readonly string Long201 = new('n', 201);
    private static readonly string Long321 = new('t', 321);

    public static TheoryData<string, string, string> BadCustomers => new()
    {
        { ",Ann,a@example.com,en,UTC", "customer_ref", "is empty" },
        { "C1,,a@example.com,en,UTC", "name", "is empty" },
        { $"{Long321},Ann,a@example.com,en,UTC", "customer_ref", "has 321 characters, and may have 320" },
        { $"C1,{Long201},a@example.com,en,UTC", "name", "has 201 characters, and may have 200" },
        { $"C1,Ann,{Long321}@example.com,en,UTC", "email", "has 333 characters, and may have 320" },
        { "C1,Ann,ann,en,UTC", "email", "is not an e-mail address" },
        { "C1,Ann,Ann <a@example.com>,en,UTC", "email", "is not an e-mail address" },
        { "C1,Ann,<a@example.com>,en,UTC", "email", "is not an e-mail address" },
        { "C1,Ann,a@example.com(x),en,UTC", "email", "is not an e-mail address" },
        { "C1,Ann,a b@example.com,en,UTC", "email", "is not an e-mail address" },
        { "C1,Ann,\"a@example.com,b@example.com\",en,UTC", "email", "is not an e-mail address" },
        { "C1,Ann,\"a@example.com\r\nBcc: b@example.com\",en,UTC", "email", "is not an e-mail address" },
        { "C1,Ann,\"a@example.com\n\",en,UTC", "email", "is not an e-mail address" },
        { "C1,Ann,a@example.com\u2028,en,UTC", "email", "is not an e-mail address" },
        { "C1,Ann,a@example.com,,UTC", "language", "is empty" },
        { "C1,Ann,a@example.com,english please,UTC", "language", "'english please' is not a language tag like zh-CN" },
        { "C1,Ann,a@example.com,\"en\n\",UTC", "language", "'en\\u000a' is not a language tag like zh-CN" },
        { "C1,Ann,a@example.com,en,Mars/Olympus", "time_zone", "'Mars/Olympus' is not a time zone like Asia/Shanghai" },
        { "C1,Ann,a@example.com,en,../../etc/passwd", "time_zone", "'../../etc/passwd' is not a time zone like Asia/Shanghai" },
        { "\"C\n1\",Ann,a@example.com,en,UTC", "customer_ref", "holds a control character" },
        { "C1 ,Ann,a@example.com,en,UTC", "customer_ref", "has white space around it" },
        { "C1,A\0nn,a@example.com,en,UTC", "name", "holds a NUL character" },
        { "C1,Ann,a@example.com,en", "time_zone", "the record has 4 values, but the header 5" },
        { "C1,Smith, Ann,a@example.com,en,UTC", "time_zone", "the record has 6 values, but the header 5" },
    };

    public static TheoryData<string, string, string> BadMethods => new()
    {
        { ",C1,card,ok,1,active", "method_ref", "is empty" },
        { "M1,,card,ok,1,active", "customer_ref", "is empty" },
        { "M1,C1,carrier-pigeon,ok,1,active", "channel", "'carrier-pigeon' is not one of card, sandbox" },
        { "M1,C1,Card,ok,1,active", "channel", "'Card' is not one of card, sandbox" },
        { "M1,C1,card,,1,active", "token", "is empty" },
        { $"M1,C1,card,{Long321},1,active", "token", "has 321 characters, and may have 320" },
        { "M1,C1,card,ok,first,active", "priority", "'first' is not a whole number" },
        { "M1,C1,card,ok,1.5,active", "priority", "'1.5' is not a whole number" },
        { "M1,C1,card,ok,+1,active", "priority", "'+1' is not a whole number" },
        { "M1,C1,card,ok,2147483648,active", "priority", "'2147483648' is not a whole number" },
        { "M1,C1,card,ok,1,Active", "status", "'Active' is not one of active, suspended, revoked" },
        { "M1,C1,card,ok,1,", "status", "is empty" },
    };

    public static TheoryData<string, string, string> BadPlans => new()
    {
        { ",C1,phone,CNY,1.00,2026-01-01,true,M1", "plan_ref", "is empty" },
        { "P1,C1,,CNY,1.00,2026-01-01,true,M1", "product", "is empty" },
        { "P1,C1,phone,cny,1.00,2026-01-01,true,M1", "currency", "'cny' is not a currency of ISO 4217" },
        { "P1,C1,phone,XXX,1.00,2026-01-01,true,M1", "currency", "'XXX' is not a currency of ISO 4217" },
        { "P1,C1,phone,CNY,,2026-01-01,true,M1", "principal", "is empty" },
        { "P1,C1,phone,CNY,-1.00,2026-01-01,true,M1", "principal", "'-1.00' is negative" },
        { "P1,C1,phone,CNY,1.001,2026-01-01,true,M1", "principal", "'1.001' has more decimals than CNY has (2)" },
        { "P1,C1,phone,CNY,1.000,2026-01-01,true,M1", "principal", "'1.000' has more decimals than CNY has (2)" },
        { "P1,C1,phone,JPY,1.0,2026-01-01,true,M1", "principal", "'1.0' has more decimals than JPY has (0)" },
        { "P1,C1,phone,CNY,\"1,000.00\",2026-01-01,true,M1", "principal", "'1,000.00' is not an amount like 1234.50" },
        { "P1,C1,phone,CNY,1e3,2026-01-01,true,M1", "principal", "'1e3' is not an amount like 1234.50" },
        { "P1,C1,phone,CNY,+1,2026-01-01,true,M1", "principal", "'+1' is not an amount like 1234.50" },
        { "P1,C1,phone,CNY,1.,2026-01-01,true,M1", "principal", "'1.' is not an amount like 1234.50" },
        { "P1,C1,phone,CNY,10000000000.00,2026-01-01,true,M1", "principal", "'10000000000.00' is more than 9999999999.99 CNY" },
        { "P1,C1,phone,CNY,99999999999999999999999999999999999999,2026-01-01,true,M1", "principal", "is more than 9999999999.99 CNY" },
        { "P1,C1,phone,CNY,1.00,2026-02-29,true,M1", "signed_on", "'2026-02-29' is not a date that exists, as 2026-11-21" },
        { "P1,C1,phone,CNY,1.00,21/11/2026,true,M1", "signed_on", "'21/11/2026' is not a date that exists, as 2026-11-21" },
        { "P1,C1,phone,CNY,1.00,2026-1-1,true,M1", "signed_on", "'2026-1-1' is not a date that exists, as 2026-11-21" },
        { "P1,C1,phone,CNY,1.00,2026-01-01T00:00,true,M1", "signed_on", "is not a date that exists" },
        { "P1,C1,phone,CNY,1.00,0026-01-01,true,M1", "signed_on", "'0026-01-01' is not between 1900-01-01 and 2999-12-31" },
        { "P1,C1,phone,CNY,1.00,2026-01-01,TRUE,M1", "autopay", "'TRUE' is not one of true, false" },
        { "P1,C1,phone,CNY,1.00,2026-01-01,1,M1", "autopay", "'1' is not one of true, false" },
        { "P1,C1,phone,CNY,1.00,2026-01-01,,M1", "autopay", "is empty" },
        { "P1,C1,phone,CNY,1.00,2026-01-01,true,\"M\t1\"", "method_ref", "holds a control character" },
    };

    public static TheoryData<string, string, string> BadInstallments => new()
    {
        { ",1,2026-12-01,1.00,0", "plan_ref", "is empty" },
        { "P1,0,2026-12-01,1.00,0", "number", "'0' is less than 1" },
        { "P1,-1,2026-12-01,1.00,0", "number", "'-1' is less than 1" },
        { "P1,one,2026-12-01,1.00,0", "number", "'one' is not a whole number" },
        { "P1,1,2027-02-29,1.00,0", "due_on", "'2027-02-29' is not a date that exists, as 2026-11-21" },
        { "P1,1,9999-12-31,1.00,0", "due_on", "'9999-12-31' is not between 1900-01-01 and 2999-12-31" },
        { "P1,1,2026-12-01,-0.01,0", "principal", "'-0.01' is negative" },
        { "P1,1,2026-12-01,0.001,0", "principal", "'0.001' has more decimals than CNY has (2)" },
        { "P1,1,2026-12-01,,0", "principal", "is empty" },
        { "P1,1,2026-12-01,1.00,-5", "interest", "'-5' is negative" },
        { "P1,1,2026-12-01,1.00,free", "interest", "'free' is not an amount like 1234.50" },
        { "P1,1,2026-12-01,1.00,0.0000000000000000000000000000001", "interest", "has more decimals than CNY has (2)" },
    };

    public static TheoryData<string, string, string> BadPayments => new()
    {
        { ",P1,1,1.00,2026-11-01,bank", "payment_ref", "is empty" },
        { "X1,P1,first,1.00,2026-11-01,bank", "number", "'first' is not a whole number" },
        { "X1,P1,1,0.00,2026-11-01,bank", "amount", "'0.00' is not more than 0" },
        { "X1,P1,1,-1.00,2026-11-01,bank", "amount", "'-1.00' is negative" },
        { "X1,P1,1,1.005,2026-11-01,bank", "amount", "'1.005' has more decimals than CNY has (2)" },
        { "X1,P1,1,1.00,2026-13-01,bank", "paid_on", "'2026-13-01' is not a date that exists, as 2026-11-21" },
        { "X1,P1,1,1.00,2026-11-22,bank", "paid_on", "2026-11-22 has not come: it is 2026-11-21" },
        { "X1,P1,1,1.00,2026-11-01,", "source", "is empty" },
        { $"X1,P1,1,1.00,2026-11-01,{Long321}", "source", "has 321 characters, and may have 320" },
    };

    [Theory]
    [MemberData(nameof(BadCustomers))]
    public Task A_bad_customer_is_told_by_line_and_column(string row, string column, string what) =>
        OneErrorAsync("customers.csv", ImportReading.Customers, "C0,Zoë,z@example.com,en,UTC", row, column, what);

    [Theory]
    [MemberData(nameof(BadMethods))]
    public Task A_bad_payment_method_is_told_by_line_and_column(string row, string column, string what) =>
        OneErrorAsync("payment_methods.csv", ImportReading.Methods, "M0,C0,sandbox,ok,-1,revoked", row, column, what);

    [Theory]
    [MemberData(nameof(BadPlans))]
    public Task A_bad_plan_is_told_by_line_and_column(string row, string column, string what) =>
        OneErrorAsync("plans.csv", ImportReading.Plans, "P0,C0,phone,KWD,0.125,2024-02-29,false,", row, column, what);

    [Theory]
    [MemberData(nameof(BadInstallments))]
    public Task A_bad_installment_is_told_by_line_and_column(string row, string column, string what) =>
        OneErrorAsync("installments.csv", ImportReading.Installments, "P1,7,2028-02-29,0,0.00", row, column, what);

    [Theory]
    [MemberData(nameof(BadPayments))]
    public Task A_bad_payment_is_told_by_line_and_column(string row, string column, string what) =>
        OneErrorAsync("payments.csv", ImportReading.Payments, "X0,P1,1,0.01,2026-11-21,bank", row, column, what);

    [Fact]
    public async Task Everything_wrong_in_a_folder_is_told_at_once()
    {
        using ImportReading reading = new ImportReading()
            .With("customers.csv", ImportReading.Customers + "C1,,nobody,en,UTC\n")
            .With("plans.csv", ImportReading.Plans + "P1,C1,phone,CNY,1,2026-02-30,yes,\n");

        Assert.Equal(
            """
            customers.csv:2: name: is empty
            customers.csv:2: email: is not an e-mail address
            plans.csv:2: signed_on: '2026-02-30' is not a date that exists, as 2026-11-21
            plans.csv:2: autopay: 'yes' is not one of true, false
            """,
            await reading.ErrorsAsync());
        Assert.False(reading.Staged.Kept);
    }

    [Fact]
    public async Task A_hundred_errors_are_told_and_all_are_counted()
    {
        string rows = string.Concat(Enumerable.Range(2, 1500).Select(line => line % 2 == 0 ? "C1,,a@example.com,en,UTC\n" : "C1,Ann,a@example.com,en,\n"));
        using ImportReading reading = new ImportReading().With("customers.csv", ImportReading.Customers + rows);

        Servicing.Import.ImportReport report = await reading.RunAsync();

        Assert.Equal(1500, report.ErrorCount);
        Assert.Equal(Enumerable.Range(2, 100).Select(line => (long)line), report.Errors.Select(error => error.Line));
        Assert.Equal(0, Assert.Single(report.Files).Added);
    }

    [Fact]
    public async Task An_error_says_nothing_a_terminal_would_obey()
    {
        using ImportReading reading = new ImportReading()
            .With("plans.csv", ImportReading.Plans + "P1,C1,phone,\"\u202ECNY\u2028evil" + new string('x', 100) + "\",1,2026-02-01,\u009b2J,\n");

        string errors = await reading.ErrorsAsync();

        Assert.DoesNotContain(errors, character => char.IsControl(character) && character != '\n');
        Assert.DoesNotContain("\u202E", errors, StringComparison.Ordinal);
        Assert.Contains("plans.csv:2: autopay: '\\u009b2J' is not one of true, false", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_never_repeats_a_name_an_address_or_a_token()
    {
        string secret = new('q', 400);
        using ImportReading reading = new ImportReading()
            .With("customers.csv", ImportReading.Customers + $"C1,{secret},qqqqqqqqqq,en,UTC\n")
            .With("payment_methods.csv", ImportReading.Methods + $"M1,C1,card,{secret},1,active\n");

        string errors = await reading.ErrorsAsync();

        Assert.Equal(3, errors.Split('\n').Length);
        Assert.DoesNotContain("qq", errors, StringComparison.Ordinal);
    }

    // The row stands between good ones, on line 3.
    private static async Task OneErrorAsync(string file, string header, string good, string bad, string column, string what)
    {
        string plans = ImportReading.Plans + "P1,C1,phone,CNY,1.00,2026-01-01,true,\n";
        using ImportReading reading = new ImportReading()
            .With("plans.csv", plans)
            .With(file, header + good + "\n" + bad + "\n" + good + "\n");

        string error = await reading.ErrorsAsync();

        Assert.StartsWith($"{file}:3: {column}: ", error, StringComparison.Ordinal);
        Assert.Contains(what, error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error);
        Assert.False(reading.Staged.Kept);
    }
}

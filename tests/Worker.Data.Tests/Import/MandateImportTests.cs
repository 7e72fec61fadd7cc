using Worker.Servicing.Import;
using Worker.Testing.Databases;

namespace Worker.Data.Tests.Import;

/// <summary>The optional columns: mandate limits and stand-ins, and what a nightly file does not undo.</summary>
public sealed class MandateImportTests
{
    private const string Limits = "select method_ref, max_amount, valid_from, valid_until from payment_method order by 1";

    private const string Plans =
        "select plan_ref, autopay, (select method_ref from payment_method m where m.payment_method_id = p.payment_method_id), fallback from installment_plan p order by 1";

    private const string MethodsHeader = "method_ref,customer_ref,channel,token,priority,status,max_amount,valid_from,valid_until\n";

    private const string PlansHeader = "plan_ref,customer_ref,product,currency,principal,signed_on,autopay,method_ref,fallback\n";

    [DatabaseFact]
    public async Task Files_without_the_optional_columns_set_no_limit_and_let_nobody_stand_in()
    {
        await using ImportBook book = await ImportBook.ImportedAsync();

        Assert.Equal(["M1|-|-|-", "M2|-|-|-"], await book.Store.RowsAsync(Limits));
        Assert.Equal(["P1|1|M1|0", "P2|0|-|0"], await book.Store.RowsAsync(Plans));
    }

    [DatabaseFact]
    public async Task Optional_columns_are_read_where_they_have_a_value_and_again_change_nothing()
    {
        await using ImportBook book = await ImportBook.CreateAsync();
        book.With("payment_methods.csv", MethodsHeader + "M1,C1,sandbox,ok,1,active,500.00,2026-01-01,2027-12-31\nM2,C2,sandbox,nsf,1,active,,,\n")
            .With("plans.csv", PlansHeader + "P1,C1,phone,CNY,300.00,2026-09-01,true,M1,true\nP2,C2,cash,JPY,1000,2026-09-02,false,,\n");

        Assert.Equal("", await book.ErrorsAsync());
        ImportReport again = await book.RunAsync();

        Assert.Equal(["M1|5000000|2026-01-01|2027-12-31", "M2|-|-|-"], await book.Store.RowsAsync(Limits));
        Assert.Equal(["P1|1|M1|1", "P2|0|-|0"], await book.Store.RowsAsync(Plans));
        Assert.All(again.Files, file => Assert.Equal((0, 0), (file.Added, file.Updated)));
    }

    [DatabaseFact]
    public async Task A_missing_or_empty_optional_value_leaves_what_is_stored()
    {
        await using ImportBook book = await ImportBook.CreateAsync();
        book.With("payment_methods.csv", MethodsHeader + "M1,C1,sandbox,ok,1,active,500,2026-01-01,2027-12-31\nM2,C2,sandbox,nsf,1,active,7.5,,\n")
            .With("plans.csv", PlansHeader + "P1,C1,phone,CNY,300.00,2026-09-01,true,M1,true\nP2,C2,cash,JPY,1000,2026-09-02,false,,true\n");
        Assert.Equal("", await book.ErrorsAsync());

        book.With("payment_methods.csv", ImportBook.MethodsHeader + "M1,C1,sandbox,ok,2,active\nM2,C2,sandbox,nsf,1,active\n")
            .With("plans.csv", PlansHeader + "P1,C1,phone,CNY,300.00,2026-09-01,true,M1,\nP2,C2,cash,JPY,1000,2026-09-02,false,,\n");
        Assert.Equal("", await book.ErrorsAsync());

        Assert.Equal(["M1|5000000|2026-01-01|2027-12-31", "M2|75000|-|-"], await book.Store.RowsAsync(Limits));
        Assert.Equal(["P1|1|M1|1", "P2|0|-|1"], await book.Store.RowsAsync(Plans));
    }

    [DatabaseFact]
    public async Task What_a_customer_chose_elsewhere_outlives_the_same_file_and_gives_way_to_one_that_changed()
    {
        await using ImportBook book = await ImportBook.CreateAsync();
        book.With("payment_methods.csv", MethodsHeader + "M1,C1,sandbox,ok,1,active,500,2026-01-01,2027-12-31\nM2,C2,sandbox,nsf,1,active,,,\nM3,C1,sandbox,ok,2,active,,,\n")
            .With("plans.csv", PlansHeader + "P1,C1,phone,CNY,300.00,2026-09-01,true,M1,false\nP2,C2,cash,JPY,1000,2026-09-02,false,,\n");
        Assert.Equal("", await book.ErrorsAsync());
        await book.Store.ExecuteAsync("update payment_method set max_amount = 10000, valid_from = '2026-02-02', valid_until = '2026-12-31' where method_ref = 'M1'");
        await book.Store.ExecuteAsync(
            "update installment_plan set autopay = 0, fallback = 1, payment_method_id = (select payment_method_id from payment_method where method_ref = 'M3') where plan_ref = 'P1'");

        ImportReport nightly = await book.RunAsync();

        Assert.All(nightly.Files, file => Assert.Equal(0, file.Updated));
        Assert.Equal(["M1|10000|2026-02-02|2026-12-31", "M2|-|-|-", "M3|-|-|-"], await book.Store.RowsAsync(Limits));
        Assert.Equal(["P1|0|M3|1", "P2|0|-|0"], await book.Store.RowsAsync(Plans));

        // Another column changes: what was chosen stays.
        await book.Replace("plans.csv", "2026-09-02,false,,", "2026-09-02,true,,").Replace("payment_methods.csv", "M1,C1,sandbox,ok,1", "M1,C1,sandbox,ok,5").RunAsync();
        Assert.Equal(["M1|10000|2026-02-02|2026-12-31", "M2|-|-|-", "M3|-|-|-"], await book.Store.RowsAsync(Limits));
        Assert.Equal(["P1|0|M3|1", "P2|1|-|0"], await book.Store.RowsAsync(Plans));

        // The file's own values change: it is followed, value by value.
        await book.Replace("plans.csv", "true,M1,false", "true,,true").Replace("payment_methods.csv", "500,2026-01-01,2027-12-31", "600,2026-01-01,2028-12-31").RunAsync();
        Assert.Equal(["M1|6000000|2026-02-02|2028-12-31", "M2|-|-|-", "M3|-|-|-"], await book.Store.RowsAsync(Limits));
        Assert.Equal(["P1|0|-|1", "P2|1|-|0"], await book.Store.RowsAsync(Plans));
    }

    [DatabaseTheory]
    [InlineData("max_amount", "-1,,", "'-1' is negative")]
    [InlineData("max_amount", "0,,", "'0' is not more than 0")]
    [InlineData("max_amount", "1.00001,,", "'1.00001' has more decimals than any currency (4)")]
    [InlineData("max_amount", "1000000000000,,", "'1000000000000' is more than 999999999999")]
    [InlineData("max_amount", "1e3,,", "'1e3' is not an amount like 1234.50")]
    [InlineData("valid_from", ",2026-02-30,", "'2026-02-30' is not a date that exists, as 2026-11-21")]
    [InlineData("valid_until", ",2026-03-01,2026-02-28", "is before valid_from (2026-03-01)")]
    public async Task A_mandate_that_can_not_be_is_refused(string column, string limits, string what)
    {
        await using ImportBook book = await ImportBook.CreateAsync();
        book.With("payment_methods.csv", MethodsHeader + $"M1,C1,sandbox,ok,1,active,{limits}\nM2,C2,sandbox,nsf,1,active,,,\n");

        Assert.Equal($"payment_methods.csv:2: {column}: {what}", await book.ErrorsAsync());
    }

    [DatabaseFact]
    public async Task Fallback_is_true_or_false()
    {
        await using ImportBook book = await ImportBook.CreateAsync();
        book.With("plans.csv", PlansHeader + "P1,C1,phone,CNY,300.00,2026-09-01,true,M1,yes\nP2,C2,cash,JPY,1000,2026-09-02,false,,\n");

        Assert.Equal("plans.csv:2: fallback: 'yes' is not one of true, false", await book.ErrorsAsync());
    }

    [DatabaseFact]
    public async Task A_customer_may_have_no_address_and_get_one_later()
    {
        await using ImportBook book = await ImportBook.CreateAsync();
        book.Replace("customers.csv", "ann@example.com", "");
        Assert.Equal("", await book.ErrorsAsync());
        Assert.Equal(["C1|", "C2|lilei@example.com"], await book.Store.RowsAsync("select customer_ref, email from customer order by 1"));

        Assert.Equal("", await book.Replace("customers.csv", "Ann,,", "Ann,ann@example.com,").ErrorsAsync());
        Assert.Equal(["C1|ann@example.com", "C2|lilei@example.com"], await book.Store.RowsAsync("select customer_ref, email from customer order by 1"));
    }

    [DatabaseFact]
    public async Task A_method_is_new_to_plans_that_were_there_before_it_and_when_it_comes_back_or_gets_another_token()
    {
        await using ImportBook book = await ImportBook.ImportedAsync();
        const string Since = "select method_ref, case when active_since is null then 'always' else 'new' end from payment_method order by 1";
        Assert.Equal(["M1|always", "M2|always"], await book.Store.RowsAsync(Since));

        await book.With("payment_methods.csv", ImportBook.MethodsHeader + "M1,C1,sandbox,other,1,active\nM2,C2,sandbox,nsf,1,suspended\nM3,C1,sandbox,ok,2,active\nM4,C1,sandbox,ok,2,suspended\n").RunAsync();
        Assert.Equal(["M1|new", "M2|always", "M3|new", "M4|always"], await book.Store.RowsAsync(Since));

        await book.Replace("payment_methods.csv", "nsf,1,suspended", "nsf,1,active").RunAsync();
        Assert.Equal(["M1|new", "M2|new", "M3|new", "M4|always"], await book.Store.RowsAsync(Since));
    }
}

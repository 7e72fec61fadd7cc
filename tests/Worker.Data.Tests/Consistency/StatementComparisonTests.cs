using Worker.Data.Consistency;
using Worker.Servicing.Consistency;
using Worker.Testing;
using Worker.Testing.Databases;

namespace Worker.Data.Tests.Consistency;

/// <summary>A statement beside the ledger: every kind of difference, both ways.</summary>
public sealed class StatementComparisonTests
{
    private const string Header = "order_no,amount,currency,status,completed_at";

    [DatabaseFact]
    public async Task What_agrees_in_everything_is_no_difference_and_the_book_is_left_alone()
    {
        await using OperatorBook book = await BookAsync();
        IReadOnlyList<string> before = await DumpAsync(book);

        (StatementReport report, _) = await CompareAsync(
            book,
            Header,
            "a,10.00,CNY,succeeded,2026-11-20T01:00:01Z",
            "b,20.00,CNY,succeeded,2026-11-20T10:00:01.5+08:00",
            "c,30.00,CNY,declined,2026-11-20T03:00:01Z",
            "d,40.00,CNY,pending,2026-11-20T04:00:00Z");

        Assert.True(report.Agrees);
        Assert.Equal((4, 4, 0), (report.Lines, report.Agreeing, report.AtTheEdges));
        Assert.Equal(["card"], report.Channels);
        Assert.Equal(before, await DumpAsync(book));
    }

    [DatabaseTheory]
    [InlineData("x,10.00,CNY,succeeded,2026-11-20T02:00:00Z", "not-in-ledger x line 2: statement succeeded 10.00 CNY, ledger -")]
    [InlineData("a,10.01,CNY,succeeded,2026-11-20T01:00:01Z", "amount-differs a line 2: statement 10.01 CNY, ledger 10.00 CNY")]
    [InlineData("a,1000,JPY,succeeded,2026-11-20T01:00:01Z", "amount-differs a line 2: statement 1000 JPY, ledger 10.00 CNY")]
    [InlineData("a,10.00,CNY,declined,2026-11-20T01:00:01Z", "status-differs a line 2: statement declined, ledger succeeded")]
    [InlineData("a,10.00,CNY,pending,2026-11-20T01:00:01Z", "status-differs a line 2: statement pending, ledger succeeded")]
    [InlineData("c,30.00,CNY,succeeded,2026-11-20T03:00:01Z", "status-differs c line 2: statement succeeded, ledger declined")]
    [InlineData("d,40.00,CNY,succeeded,2026-11-20T04:00:01Z", "status-differs d line 2: statement succeeded, ledger pending")]
    [InlineData("d,40.00,CNY,declined,2026-11-20T04:00:01Z", "status-differs d line 2: statement declined, ledger pending")]
    [InlineData("e,50.00,CNY,declined,2026-11-20T05:00:01Z")]
    [InlineData("e,50.00,CNY,succeeded,2026-11-20T05:00:01Z", "status-differs e line 2: statement succeeded, ledger withdrawn")]
    [InlineData("A,10.00,CNY,succeeded,2026-11-20T01:00:01Z", "not-in-ledger A line 2: statement succeeded 10.00 CNY, ledger -")]
    public async Task A_line_that_the_ledger_contradicts_is_told(string line, params string[] told)
    {
        await using OperatorBook book = await BookAsync();

        (StatementReport report, IReadOnlyList<string> differences) = await CompareAsync(book, Header, line);

        Assert.Equal(told, differences);
        Assert.Equal(told.Length, report.Differences.Values.Sum());
        Assert.Equal(1 - told.Length, report.Agreeing);
    }

    [DatabaseFact]
    public async Task A_debit_that_the_statement_lacks_within_its_time_is_told_and_one_at_an_edge_is_counted()
    {
        await using OperatorBook book = await BookAsync();
        string[] lines = ["a,10.00,CNY,succeeded,2026-11-20T01:00:01Z", "d,40.00,CNY,pending,2026-11-20T06:00:00Z"];

        (StatementReport report, IReadOnlyList<string> differences) = await CompareAsync(book, [Header, .. lines]);
        Assert.Equal(["not-in-statement b line -: statement -, ledger succeeded 20.00 CNY"], differences);
        Assert.Equal(0, report.AtTheEdges);

        // b was sent before this statement begins: it may be in the one before.
        (report, differences) = await CompareAsync(book, Header, "d,40.00,CNY,pending,2026-11-20T02:00:01Z", "c,30.00,CNY,declined,2026-11-20T03:00:01Z");
        Assert.Equal([], differences);
        Assert.Equal((1, true), (report.AtTheEdges, report.Agrees));

        // A day that is given is looked through whole, whatever the file reaches.
        (report, differences) = await CompareAsync(
            book, null, new StatementSpan(DateTimeOffset.Parse("2026-11-19T16:00Z"), DateTimeOffset.Parse("2026-11-20T15:59:59.999Z")), [Header, lines[1]]);
        Assert.Equal(["a", "b"], differences.Select(difference => difference.Split(' ')[1]));
    }

    [DatabaseFact]
    public async Task Debits_of_other_channels_are_not_missed_and_their_orders_are_told_where_the_channel_is_given()
    {
        await using OperatorBook book = await BookAsync();
        await book.ExecuteAsync("update debit_attempt set channel = 'alipay' where order_no = 'b'");
        string[] lines = [Header, "a,10.00,CNY,succeeded,2026-11-20T01:00:00Z", "c,30.00,CNY,declined,2026-11-20T03:00:01Z"];

        Assert.True((await CompareAsync(book, lines)).Report.Agrees);
        Assert.Equal(
            [
                "channel-differs a line 2: statement alipay, ledger card",
                "channel-differs c line 3: statement alipay, ledger card",
                "not-in-statement b line -: statement -, ledger succeeded 20.00 CNY",
            ],
            (await CompareAsync(book, "alipay", null, lines)).Differences);
        Assert.Equal(
            ["not-in-ledger x line 2: statement succeeded 1 CNY, ledger -", "not-in-statement a line -: statement -, ledger succeeded 10.00 CNY", "not-in-statement b line -: statement -, ledger succeeded 20.00 CNY"],
            (await CompareAsync(book, Header, "x,1,CNY,succeeded,2026-11-20T00:00:00Z", "x,1,CNY,succeeded,2026-11-20T09:00:00Z")).Differences.Where(one => !one.StartsWith("twice", StringComparison.Ordinal)));
    }

    [DatabaseFact]
    public async Task An_order_that_comes_again_is_told_each_time_with_the_line_it_stood_on_first()
    {
        await using OperatorBook book = await BookAsync();
        string a = "a,10.00,CNY,succeeded,2026-11-20T01:00:01Z";

        (StatementReport report, IReadOnlyList<string> differences) = await CompareAsync(book, Header, a, "a,99,CNY,declined,2026-11-20T01:00:01Z", a);

        Assert.Equal(
            [
                "twice-in-statement a line 3: statement declined 99 CNY, on line 2 already, ledger -",
                "twice-in-statement a line 4: statement succeeded 10.00 CNY, on line 2 already, ledger -",
            ],
            differences);
        Assert.Equal((3, 1), (report.Lines, report.Agreeing));
    }

    [DatabaseFact]
    public async Task A_statement_without_currency_is_read_by_the_orders_own_and_columns_come_in_any_order()
    {
        await using OperatorBook book = await BookAsync();

        (StatementReport report, IReadOnlyList<string> differences) = await CompareAsync(
            book,
            "completed_at,status,order_no,amount",
            "2026-11-20T01:00:01Z,succeeded,a,10",
            "2026-11-20T02:00:01Z,succeeded,b,20.005");

        Assert.Equal(["amount-differs b line 3: statement 20.005, ledger 20.00 CNY"], differences);
        Assert.Equal(1, report.Agreeing);
    }

    [DatabaseFact]
    public async Task Many_batches_are_compared_as_one_is()
    {
        await using OperatorBook book = await BookAsync();
        string[] unknown = [.. Enumerable.Range(1, 1_700).Select(number => $"n{number},1,CNY,succeeded,2026-11-20T01:00:0{number % 10}Z")];

        (StatementReport report, IReadOnlyList<string> differences) = await CompareAsync(
            book, [Header, .. unknown[..600], "a,10.00,CNY,succeeded,2026-11-20T01:00:01Z", .. unknown[600..], unknown[0]]);

        Assert.Equal((1_702, 1), (report.Lines, report.Agreeing));
        Assert.Equal((1_700, 1), (report.Differences[StatementDifferenceKind.NotInLedger], report.Differences[StatementDifferenceKind.TwiceInStatement]));
        Assert.StartsWith("not-in-ledger n601 line 603", differences[600], StringComparison.Ordinal);
        Assert.StartsWith("twice-in-statement n1 line 1703: statement succeeded 1 CNY, on line 2 already", differences[^1], StringComparison.Ordinal);
    }

    [DatabaseFact]
    public async Task A_statement_without_a_line_is_one_and_lacks_what_was_asked_for()
    {
        await using OperatorBook book = await BookAsync();

        Assert.True((await CompareAsync(book, Header)).Report is { Agrees: true, Span: null, Lines: 0 });
        Assert.Equal(2, (await CompareAsync(book, null, new StatementSpan(DateTimeOffset.MinValue, DateTimeOffset.MaxValue), Header)).Differences.Count);
    }

    [Theory]
    [InlineData("", "s.csv:1: order_no: the file is empty: it needs its header at least")]
    [InlineData("order_no,amount,status", "s.csv:1: completed_at: the column is missing")]
    [InlineData("order_no,amount,status,completed_at,fee", "s.csv:1: fee: is not a column of s.csv: it has order_no,amount,currency,status,completed_at")]
    [InlineData($"{Header}\n,1,CNY,succeeded,2026-11-20T01:00:00Z", "s.csv:2: order_no: is empty")]
    [InlineData($"{Header}\na,1.234,CNY,succeeded,2026-11-20T01:00:00Z", "s.csv:2: amount: '1.234' has more decimals than CNY has (2)")]
    [InlineData($"{Header}\na,-1,CNY,succeeded,2026-11-20T01:00:00Z", "s.csv:2: amount: '-1' is negative")]
    [InlineData($"{Header}\na,ten,CNY,succeeded,2026-11-20T01:00:00Z", "s.csv:2: amount: 'ten' is not an amount like 1234.50")]
    [InlineData($"{Header}\na,1,XXX,succeeded,2026-11-20T01:00:00Z", "s.csv:2: currency: 'XXX' is not a currency the worker knows")]
    [InlineData($"{Header}\na,1,CNY,SUCCEEDED,2026-11-20T01:00:00Z", "s.csv:2: status: 'SUCCEEDED' is not one of succeeded, declined, pending")]
    [InlineData($"{Header}\na,1,CNY,succeeded,2026-11-20T01:00:00", "s.csv:2: completed_at: '2026-11-20T01:00:00' is not an instant like 2026-11-21T09:00:00Z or 2026-11-21T17:00:00+08:00")]
    [InlineData($"{Header}\na,1,CNY,succeeded,2026-02-30T01:00:00Z", "s.csv:2: completed_at: '2026-02-30T01:00:00Z' is not an instant like 2026-11-21T09:00:00Z or 2026-11-21T17:00:00+08:00")]
    [InlineData($"{Header}\na,1,CNY,succeeded", "s.csv:2: completed_at: the record has 4 values, but the header 5")]
    [InlineData($"{Header}\n\"a,1,CNY,succeeded,2026-11-20T01:00:00Z", "s.csv:2: order_no: a quote stands where it may not, or is not closed. Nothing after this line was read")]
    public async Task A_file_that_is_not_right_is_told_by_line_and_column_and_not_compared(string text, string error)
    {
        await using OperatorBook book = await BookAsync();

        (StatementReport report, IReadOnlyList<string> differences) = await CompareAsync(book, text.Length == 0 ? [] : text.Split('\n'));

        Assert.Equal([error], report.Errors.Select(one => one.ToString()));
        Assert.Equal((1, false), (report.ErrorCount, report.Agrees));
        Assert.Equal([], differences);
    }

    /// <summary>a and b were debited, c was declined, d is pending, e was given up; an hour apart, from 01:00 on 2026-11-20.</summary>
    private static async Task<OperatorBook> BookAsync()
    {
        OperatorBook book = await OperatorBook.CreateAsync();
        await book.AddPlanAsync(1, "2026-11-20");
        foreach ((string order, string state, int hour) in new[] { ("a", "succeeded", 1), ("b", "succeeded", 2), ("c", "declined", 3), ("d", "pending", 4), ("e", "withdrawn", 5) })
        {
            await book.ExecuteAsync(
                """
                insert into debit_attempt (order_no, installment_id, payment_method_id, channel, amount, currency, token, description, business_date, sent_at, state, settled_at, run_id)
                values (@order, 11, 1, 'card', @amount, 'CNY', 't', 'P', '2026-11-20', @sentAt, @state, @settledAt, 1)
                """,
                new { order, state, amount = hour * 1_000, sentAt = At(hour, 0), settledAt = state == "pending" ? null : (DateTimeOffset?)At(hour, 2) });
        }

        // Earlier than the tests look, where a debit began and where it ended are a second apart.
        await book.ExecuteAsync("update debit_attempt set sent_at = @at where order_no = 'a'", new { at = At(1, 1) });
        return book;
    }

    private static DateTimeOffset At(int hour, int second) => new(2026, 11, 20, hour, 0, second, TimeSpan.Zero);

    private static Task<(StatementReport Report, IReadOnlyList<string> Differences)> CompareAsync(OperatorBook book, params string[] lines) =>
        CompareAsync(book, null, null, lines);

    private static async Task<(StatementReport Report, IReadOnlyList<string> Differences)> CompareAsync(
        OperatorBook book, string? channel, StatementSpan? span, params string[] lines)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("s.csv");
        await File.WriteAllTextAsync(path, string.Join('\n', lines));
        var differences = new List<string>();
        StatementReport report = await new StatementComparison(new StatementLedger(book.Database)).RunAsync(
            path,
            channel,
            span,
            one => differences.Add($"{one.Kind.Name()} {one.OrderNumber} line {one.Line?.ToString() ?? "-"}: statement {one.Theirs ?? "-"}, ledger {one.Ours ?? "-"}"),
            CancellationToken.None);
        return (report, differences);
    }

    private static async Task<IReadOnlyList<string>> DumpAsync(OperatorBook book) =>
        [.. await book.RowsAsync("select * from debit_attempt order by order_no"), .. await book.Database.TablesAsync()];
}

using System.Text;
using CsvHelper;
using FsCheck;
using FsCheck.Fluent;
using Worker.Servicing.Import;

namespace Worker.Servicing.Tests.Import;

public sealed class CsvFormTests
{
    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task Either_line_ending_and_a_byte_order_mark_are_accepted(string newLine)
    {
        byte[] content = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(
            (ImportReading.Customers + "C1,Ann,a@example.com,en,UTC\nC2,李雷,l@example.com,zh-CN,Asia/Shanghai").ReplaceLineEndings(newLine))];
        using ImportReading reading = new ImportReading().With("customers.csv", content);

        Assert.Equal("", await reading.ErrorsAsync());
        Assert.Equal(
            [
                new CustomerRow(2, "C1", "Ann", "a@example.com", "en", "UTC"),
                new CustomerRow(3, "C2", "李雷", "l@example.com", "zh-CN", "Asia/Shanghai"),
            ],
            reading.Staged.Customers);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task Lines_are_counted_through_quoted_line_breaks_and_empty_lines(string newLine)
    {
        string content = (ImportReading.Customers
            + "C1,\"A\n\nn\",a@example.com,en,UTC\n"   // lines 2 to 4
            + "\n"
            + "C2,,a@example.com,en,UTC\n"             // line 6
            + "\"C3\",\"B\n\",a@example.com,en,\n"     // lines 7 and 8
            + "C4,Bob,bob,en,UTC\n\n").ReplaceLineEndings(newLine);
        using ImportReading reading = new ImportReading().With("customers.csv", content);

        Assert.Equal(
            """
            customers.csv:6: name: is empty
            customers.csv:7: time_zone: is empty
            customers.csv:9: email: is not an e-mail address
            """,
            await reading.ErrorsAsync());
        Assert.Equal($"A{newLine}{newLine}n", reading.Staged.Customers[0].Name);
    }

    [Fact]
    public async Task Headers_alone_are_valid_files()
    {
        using ImportReading reading = new ImportReading()
            .With("customers.csv", ImportReading.Customers)
            .With("payment_methods.csv", ImportReading.Methods.TrimEnd())
            .With("plans.csv", ImportReading.Plans)
            .With("installments.csv", ImportReading.Installments)
            .With("payments.csv", ImportReading.Payments);

        ImportReport report = await reading.RunAsync();

        Assert.True(report.Succeeded);
        Assert.Equal(ImportFile.All.Select(file => new ImportFileReport(file.Name, 0, 0, 0, 0)), report.Files);
        Assert.True(reading.Staged.Kept);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("\r\n\r\n")]
    public async Task An_empty_file_is_refused(string content)
    {
        using ImportReading reading = new ImportReading().With("plans.csv", content);

        Assert.Equal("plans.csv:1: plan_ref: the file is empty: it needs its header at least", await reading.ErrorsAsync());
    }

    [Fact]
    public async Task Columns_may_come_in_any_order()
    {
        using ImportReading reading = new ImportReading()
            .With("customers.csv", "time_zone,email,customer_ref,language,name\nUTC,a@example.com,C1,en,Ann\n");

        Assert.Equal("", await reading.ErrorsAsync());
        Assert.Equal(new CustomerRow(2, "C1", "Ann", "a@example.com", "en", "UTC"), Assert.Single(reading.Staged.Customers));
    }

    [Fact]
    public async Task Unknown_missing_and_repeated_columns_are_refused_by_name()
    {
        using ImportReading reading = new ImportReading()
            .With("customers.csv", "customer_ref,Name,email,email,language\nC1,Ann,a@example.com,b@example.com,en\n");

        Assert.Equal(
            """
            customers.csv:1: name: the column is missing
            customers.csv:1: email: the column is there twice
            customers.csv:1: time_zone: the column is missing
            customers.csv:1: Name: is not a column of customers.csv: it has customer_ref,name,email,language,time_zone
            """,
            await reading.ErrorsAsync());
    }

    [Theory]
    [InlineData("C1,An\"n,a@example.com,en,UTC\n")]
    [InlineData("C1,\"An\"n,a@example.com,en,UTC\n")]
    [InlineData("C1,\"Ann\" ,a@example.com,en,UTC\n")]
    [InlineData("C1, \"Ann\",a@example.com,en,UTC\n")]
    [InlineData("C1,\"Ann,a@example.com,en,UTC\n")]
    public async Task Bad_quoting_is_refused_where_its_record_starts(string row)
    {
        using ImportReading reading = new ImportReading()
            .With("customers.csv", ImportReading.Customers + "C0,\"Z\n\",z@example.com,en,UTC\n" + row + "C2,,b@example.com,en,UTC\n");

        Assert.Equal(
            "customers.csv:4: customer_ref: a quote stands where it may not, or is not closed. Nothing after this line was read",
            await reading.ErrorsAsync());
    }

    [Fact]
    public async Task An_unclosed_quote_does_not_swallow_a_large_file()
    {
        using var reading = new ImportReading();
        await using (StreamWriter writer = File.CreateText(reading.Folder.File("customers.csv")))
        {
            await writer.WriteAsync(ImportReading.Customers + "C1,\"Ann,a@example.com,en,UTC\n");
            for (int number = 2; number < 10_000; number++)
            {
                await writer.WriteAsync($"C{number},Bob,b@example.com,en,UTC\n");
            }
        }

        Assert.Equal(
            "customers.csv:2: name: the record is longer than 65536 bytes here: is a quote not closed? Nothing after this line was read",
            await reading.ErrorsAsync());
    }

    [Fact]
    public async Task A_cell_of_ten_megabytes_is_refused_without_being_read_to_its_end()
    {
        using var reading = new ImportReading();
        await File.WriteAllTextAsync(
            reading.Folder.File("customers.csv"), ImportReading.Customers + "C1,\"" + new string('x', 10_000_000) + "\",a@example.com,en,UTC\n");

        Assert.StartsWith(
            "customers.csv:2: name: the record is longer than 65536 bytes", await reading.ErrorsAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("customer_ref", 0)]
    [InlineData("name", 1)]
    [InlineData("email", 2)]
    [InlineData("time_zone", 4)]
    public async Task A_value_that_goes_on_and_on_is_told_under_its_own_column(string column, int position)
    {
        string[] good = ["C1", "Ann, \"the\" first", "a@example.com", "en", "UTC"];
        string[] bad = [.. good];
        bad[0] = "C2";
        bad[position] = new string('x', 300_000);
        string Line(string[] values) => string.Join(',', values.Select(value => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\r\n";
        using ImportReading reading = new ImportReading().With("customers.csv", ImportReading.Customers + Line(good) + Line(bad));

        Assert.Equal(
            $"customers.csv:3: {column}: the record is longer than 65536 bytes here: is a quote not closed? Nothing after this line was read",
            await reading.ErrorsAsync());
    }

    [Fact]
    public async Task Bytes_that_are_not_utf8_are_told_with_their_line_and_column()
    {
        byte[] content =
        [
            .. Encoding.UTF8.GetBytes(ImportReading.Customers + "C1,Ann,a@example.com,en,UTC\nC2,"),
            .. Encoding.Latin1.GetBytes("Zoë"),
            .. Encoding.UTF8.GetBytes(",z@example.com,en,UTC\n\"C"),
            0xED, 0xA0, 0x80, // a surrogate, which has no place in UTF-8
            .. Encoding.UTF8.GetBytes("\",Bob,b@example.com,en,UTC\nC4,,b@example.com,en,UTC\n"),
        ];
        using ImportReading reading = new ImportReading().With("customers.csv", content);

        Assert.Equal(
            """
            customers.csv:3: name: holds bytes that are not UTF-8
            customers.csv:4: customer_ref: holds bytes that are not UTF-8
            customers.csv:5: name: is empty
            """,
            await reading.ErrorsAsync());
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    [InlineData("utf-32BE")]
    public async Task Another_unicode_encoding_is_refused(string name)
    {
        Encoding encoding = Encoding.GetEncoding(name);
        using ImportReading reading = new ImportReading()
            .With("customers.csv", [.. encoding.Preamble, .. encoding.GetBytes(ImportReading.Customers)]);

        Assert.Equal("customers.csv:1: customer_ref: the file is UTF-16 or UTF-32, not UTF-8", await reading.ErrorsAsync());
    }

    [Fact]
    public async Task A_header_in_another_encoding_is_refused()
    {
        byte[] content = Encoding.Latin1.GetBytes("customer_ref,name,émail,language,time_zone\n");
        using ImportReading reading = new ImportReading().With("customers.csv", content);

        Assert.Equal(
            """
            customers.csv:1: customer_ref: the name of column 3 holds bytes that are not UTF-8
            customers.csv:1: email: the column is missing
            """,
            await reading.ErrorsAsync());
    }

    [Fact]
    public void Any_text_a_csv_writer_writes_comes_back_as_it_was()
    {
        Arbitrary<string> texts = ArbMap.Default.ArbFor<string>().Filter(IsStorable);
        Prop.ForAll(texts, texts, (name, source) => RoundTripAsync(name, source).GetAwaiter().GetResult()).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+CMD|' /C calc'!A0")]
    [InlineData("-2+3")]
    [InlineData("@SUM(A1)")]
    [InlineData("Robert'); drop table customer;--")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\u202Egnp.exe")]
    [InlineData(" \"quoted\", and\r\nbroken ")]
    [InlineData("🧾 李雷 Ω ﷽")]
    public async Task Hostile_text_is_only_text(string name) => Assert.True(await RoundTripAsync(name, name));

    [Fact]
    public async Task Rows_are_staged_in_batches_and_progress_is_told()
    {
        string rows = string.Concat(Enumerable.Range(1, 1234).Select(number => $"C{number},Ann,a@example.com,en,UTC\n"));
        using ImportReading reading = new ImportReading().With("customers.csv", ImportReading.Customers + rows);
        var told = new List<ImportProgress>();

        await reading.RunAsync(new Told(told));

        long bytes = ImportReading.Customers.Length + rows.Length;
        Assert.Equal(500, reading.Staged.LargestBatch);
        Assert.Equal([500L, 1000, 1234, 1234, 1234], told.Select(progress => progress.Records));
        Assert.Equal(
            [ImportStage.Reading, ImportStage.Reading, ImportStage.Reading, ImportStage.Checking, ImportStage.Writing],
            told.Select(progress => progress.Stage));
        Assert.All(told, progress => Assert.Equal(bytes, progress.Bytes));
        Assert.Equal(bytes, told[2].BytesRead);
        Assert.InRange(told[0].BytesRead, 1, bytes - 1);
    }

    [Fact]
    public async Task A_cancelled_import_ends()
    {
        using ImportReading reading = new ImportReading()
            .With("customers.csv", ImportReading.Customers + "C1,Ann,a@example.com,en,UTC\n");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.RunAsync(cancellationToken: new CancellationToken(canceled: true)));
        Assert.Null(reading.Staged.Kept);
    }

    [Fact]
    public async Task Due_dates_are_rolled_by_the_calendar_given()
    {
        using ImportReading reading = new ImportReading()
            .With("plans.csv", ImportReading.Plans + "P1,C1,phone,CNY,1.00,2026-01-01,true,\n")
            .With("installments.csv", ImportReading.Installments + "P1,1,2028-02-28,1.00,0.3\n");

        Assert.Equal("", await reading.ErrorsAsync());
        Assert.Equal(
            new InstallmentRow(2, "P1", 1, new DateOnly(2028, 2, 28), new DateOnly(2028, 2, 29), 100, 30),
            Assert.Single(reading.Staged.Installments));
    }

    private static async Task<bool> RoundTripAsync(string name, string source)
    {
        using var reading = new ImportReading();
        await using (CsvWriter writer = CsvWriter.ToFile(reading.Folder.File("customers.csv")))
        {
            Write(writer, ImportFile.Customers.Columns);
            Write(writer, ["C1", name, "a@example.com", "en", "UTC"]);
            Write(writer, ["C2", "Ann", "a@example.com", "en", "UTC"]);
        }

        await using (CsvWriter writer = CsvWriter.ToFile(reading.Folder.File("payments.csv")))
        {
            Write(writer, ImportFile.Payments.Columns);
            Write(writer, ["X1", "P1", "1", "1", "2026-01-01", source]);
        }

        string errors = await reading.ErrorsAsync();
        return errors.Length == 0
            && reading.Staged.Customers[0].Name == name
            && reading.Staged.Customers[1].CustomerRef == "C2"
            && reading.Staged.Payments[0].Source == source;
    }

    private static void Write(CsvWriter writer, IEnumerable<string> fields)
    {
        foreach (string field in fields)
        {
            writer.WriteField(field);
        }

        writer.EndRecord();
    }

    // Neither a lone surrogate nor NUL is text; an empty value is refused.
    private static bool IsStorable(string? text) =>
        text is { Length: > 0 and <= 200 } && !text.Contains('\0', StringComparison.Ordinal)
        && Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;

    private sealed class Told(List<ImportProgress> told) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => told.Add(value);
    }
}

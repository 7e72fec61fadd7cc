using System.Data.Common;
using Worker.Servicing.Import;
using Worker.Testing;
using Worker.Testing.Databases;

namespace Worker.Data.Tests.Import;

public sealed class BookImportTests
{
    [DatabaseFact]
    public async Task A_book_is_imported_as_it_is_written()
    {
        await using ImportBook book = await ImportBook.CreateAsync();

        ImportReport report = await book.RunAsync();

        Assert.True(report.Succeeded);
        Assert.Equal(
            [
                new ImportFileReport("customers.csv", 2, 2, 0, 0),
                new ImportFileReport("payment_methods.csv", 2, 2, 0, 0),
                new ImportFileReport("plans.csv", 2, 2, 0, 0),
                new ImportFileReport("installments.csv", 4, 4, 0, 0),
                new ImportFileReport("payments.csv", 1, 1, 0, 0),
            ],
            report.Files);
        Assert.Equal(
            ["C1|Ann|ann@example.com|en|Europe/Berlin|-|-", "C2|李雷|lilei@example.com|zh-CN|Asia/Shanghai|-|-"],
            await book.Store.RowsAsync("select customer_ref, name, email, language, time_zone, bad_address_reason, courtesy_off_at from customer order by 1"));
        Assert.Equal(
            ["M1|C1|sandbox|ok|1|active|-|-", "M2|C2|sandbox|nsf|1|active|-|-"],
            await book.Store.RowsAsync(
                "select method_ref, customer_ref, channel, token, priority, status, status_reason, status_changed_at from payment_method m join customer c on c.customer_id = m.customer_id order by 1"));
        Assert.Equal(
            ["P1|C1|phone|CNY|30000|2026-09-01|1|M1", "P2|C2|cash|JPY|1000|2026-09-02|0|-"],
            await book.Store.RowsAsync(
                """
                select plan_ref, customer_ref, product, currency, principal, signed_on, autopay, method_ref
                from installment_plan p join customer c on c.customer_id = p.customer_id
                left join payment_method m on m.payment_method_id = p.payment_method_id order by 1
                """));
        Assert.Equal(
            [
                "P1|1|2026-10-01|2026-10-02|10000|330|scheduled|-|-",
                "P1|2|2026-11-01|2026-11-02|10000|220|scheduled|-|-",
                "P1|3|2026-12-01|2026-12-02|10000|110|scheduled|-|-",
                "P2|1|2026-10-02|2026-10-03|1000|0|scheduled|-|-",
            ],
            await book.Store.RowsAsync(
                """
                select p.plan_ref, number, due_on, rolled_due_on, i.principal, interest, status, overdue_since, written_off_on
                from installment i join installment_plan p on p.plan_id = i.plan_id order by 1, 2
                """));
        Assert.Equal(
            ["import:X1|P1|1|payment|10330|CNY|2026-10-01|2026-11-21T01:00:00.000Z|-|-|tester|bank"],
            await book.Store.RowsAsync(
                """
                select entry_key, plan_ref, number, kind, amount, e.currency, effective_on, entered_at, order_no, reverses_entry_id, actor, reason
                from ledger_entry e join installment i on i.installment_id = e.installment_id join installment_plan p on p.plan_id = e.plan_id
                """));
        Assert.Empty(report.PlansWithChangedInstallments);
        Assert.Equal(
            await book.Store.ScalarAsync<long>("select plan_id from installment_plan where plan_ref = 'P1'"),
            Assert.Single(report.PlansWithNewPayments));
    }

    [DatabaseFact]
    public async Task The_audit_log_tells_who_imported_what()
    {
        await using ImportBook book = await ImportBook.ImportedAsync();

        string entry = Assert.Single(await book.Store.RowsAsync("select recorded_at, actor, action, reason, detail from audit_entry"));

        Assert.StartsWith("2026-11-21T01:00:00.000Z|tester|import|-|[{\"file\":\"customers.csv\",\"read\":2,\"added\":2,", entry, StringComparison.Ordinal);
    }

    [DatabaseFact]
    public async Task The_same_files_again_change_nothing()
    {
        await using ImportBook book = await ImportBook.ImportedAsync();
        string before = await book.ContentAsync();
        book.Store.Clock.Advance(TimeSpan.FromDays(3));

        ImportReport report = await book.RunAsync();

        Assert.True(report.Succeeded);
        Assert.All(report.Files, file => Assert.Equal((0, 0, file.Read), (file.Added, file.Updated, file.Unchanged)));
        Assert.Empty(report.PlansWithChangedInstallments);
        Assert.Empty(report.PlansWithNewPayments);
        Assert.Equal(before, await book.ContentAsync());
    }

    [DatabaseFact]
    public async Task A_dry_run_tells_the_same_and_keeps_nothing()
    {
        await using ImportBook book = await ImportBook.CreateAsync();
        string before = await book.ContentAsync();

        ImportReport rehearsal = await book.RunAsync(dryRun: true);
        string after = await book.ContentAsync();
        ImportReport import = await book.RunAsync();

        Assert.True(rehearsal.DryRun);
        Assert.Equal(before, after);
        Assert.Equal(import.Files, rehearsal.Files);
        Assert.Equal(1, await book.Store.ScalarAsync<long>("select count(*) from audit_entry"));
    }

    [DatabaseFact]
    public async Task One_bad_row_keeps_everything_out()
    {
        await using ImportBook book = await ImportBook.CreateAsync();
        string before = await book.ContentAsync();

        ImportReport report = await book.Replace("payments.csv", "103.30", "103.301").RunAsync();

        Assert.Equal("payments.csv:2: amount: '103.301' has more decimals than CNY has (2)", Assert.Single(report.Errors).ToString());
        Assert.Equal([2L, 2, 2, 4, 1], report.Files.Select(file => file.Read));
        Assert.All(report.Files, file => Assert.Equal((0, 0, 0), (file.Added, file.Updated, file.Unchanged)));
        Assert.Equal(before, await book.ContentAsync());
        Assert.Equal(0, await book.Store.ScalarAsync<long>("select count(*) from audit_entry"));
    }

    [DatabaseTheory]
    [InlineData("customers.csv", ImportStage.Reading)]
    [InlineData("payments.csv", ImportStage.Checking)]
    [InlineData("installments.csv", ImportStage.Writing)]
    public async Task An_import_cancelled_on_its_way_has_not_happened(string file, ImportStage stage)
    {
        await using ImportBook book = await ImportBook.CreateAsync();
        string before = await book.ContentAsync();
        using var cancellation = new CancellationTokenSource();
        var cancel = new Cancelling(cancellation, progress => progress.File.Name == file && progress.Stage == stage);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => book.RunAsync(progress: cancel, cancellationToken: cancellation.Token));

        Assert.Equal(before, await book.ContentAsync());
    }

    [DatabaseFact]
    public async Task A_failed_import_leaves_the_next_one_alone()
    {
        await using ImportBook book = await ImportBook.CreateAsync();
        Assert.NotEqual("", await book.Replace("customers.csv", "C2,李雷", "C2,").ErrorsAsync());

        Assert.Equal("", await book.Replace("customers.csv", "C2,", "C2,李雷").ErrorsAsync());
    }

    [DatabaseFact]
    public async Task A_part_of_the_book_may_be_imported_alone()
    {
        await using ImportBook book = await ImportBook.ImportedAsync();
        book.Only("payments.csv").With("payments.csv", ImportBook.PaymentsHeader + "X2,P2,1,400,2026-11-20,cash desk\n");

        ImportReport report = await book.RunAsync();

        Assert.Equal([new ImportFileReport("payments.csv", 1, 1, 0, 0)], report.Files);
        Assert.Equal(2, await book.Store.ScalarAsync<long>("select count(*) from ledger_entry"));
    }

    [DatabaseFact]
    public async Task A_new_plan_may_lean_on_what_the_book_has()
    {
        await using ImportBook book = await ImportBook.ImportedAsync();
        book.Only("plans.csv", "installments.csv")
            .With("plans.csv", ImportBook.PlansHeader + "P3,C1,phone,KWD,0.005,2026-11-01,true,M1\n")
            .With("installments.csv", ImportBook.InstallmentsHeader + "P3,1,2026-12-01,0.002,0\nP3,2,2027-01-01,0.003,0.001\n");

        Assert.Equal("", await book.ErrorsAsync());
        Assert.Equal(
            ["2|0", "3|1"],
            await book.Store.RowsAsync("select i.principal, interest from installment i join installment_plan p on p.plan_id = i.plan_id where plan_ref = 'P3' order by number"));
    }

    [DatabaseFact]
    public async Task Payments_enter_the_ledger_in_the_order_of_their_file()
    {
        await using ImportBook book = await ImportBook.CreateAsync();
        book.With("payments.csv", ImportBook.PaymentsHeader + "Z,P1,1,1,2026-10-01,bank\nA,P1,1,2,2026-10-01,bank\nM,P1,2,3,2026-10-01,bank\n");

        Assert.Equal("", await book.ErrorsAsync());
        Assert.Equal(["import:Z", "import:A", "import:M"], await book.Store.RowsAsync("select entry_key from ledger_entry order by entry_id"));
    }

    [DatabaseTheory]
    [InlineData("=HYPERLINK(\"http://example.com\")")]
    [InlineData("Robert'); drop table customer;--")]
    [InlineData("{\"line\":99,\"name\":null}")]
    [InlineData("🧾\t\u202E\r\n\"end\"")]
    [InlineData("\\u0041\\\"")]
    public async Task A_hostile_name_is_stored_as_it_is(string name)
    {
        await using ImportBook book = await ImportBook.CreateAsync();
        book.Replace("customers.csv", "Ann", $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");

        Assert.Equal("", await book.ErrorsAsync());
        Assert.Equal(name, await book.Store.ScalarAsync<string>("select name from customer where customer_ref = 'C1'"));
    }

    [DatabaseFact]
    public async Task Twenty_thousand_installments_are_imported_and_imported_again()
    {
        await using ImportBook book = await ImportBook.CreateAsync();
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("customers.csv"), ImportBook.CustomersHeader + "C1,Ann,ann@example.com,en,UTC\n");
        await using (StreamWriter plans = File.CreateText(folder.File("plans.csv")))
        await using (StreamWriter installments = File.CreateText(folder.File("installments.csv")))
        {
            await plans.WriteAsync(ImportBook.PlansHeader);
            await installments.WriteAsync(ImportBook.InstallmentsHeader);
            for (int plan = 1; plan <= 2000; plan++)
            {
                await plans.WriteAsync($"P{plan},C1,phone,CNY,10.00,2026-01-01,true,\n");
                for (int number = 1; number <= 10; number++)
                {
                    await installments.WriteAsync($"P{plan},{number},2026-{number:00}-28,1.00,0.05\n");
                }
            }
        }

        ImportReport first = await book.RunAsync(folder.Path);
        ImportReport second = await book.RunAsync(folder.Path);

        Assert.Equal(new ImportFileReport("installments.csv", 20_000, 20_000, 0, 0), first.Files[2]);
        Assert.Equal(new ImportFileReport("installments.csv", 20_000, 0, 0, 20_000), second.Files[2]);
        Assert.Equal("20000|2000000|100000", Assert.Single(await book.Store.RowsAsync("select count(*), sum(principal), sum(interest) from installment")));
        Assert.Equal(0, await book.Store.ScalarAsync<long>("select count(*) from import_installment"));
    }

    [DatabaseTheory]
    [InlineData("customer", "customer_ref = 'C5000'")]
    [InlineData("installment", "number = 5000")]
    [InlineData("ledger_entry", "entry_key = 'import:X5000'")]
    public async Task A_failure_among_the_last_rows_leaves_nothing_of_the_first(string table, string last)
    {
        await using ImportBook book = await ImportBook.ImportedAsync();
        int[] numbers = [.. Enumerable.Range(1001, 4000)];
        string installments = string.Concat(numbers.Select(number => $"P3,{number},2027-01-01,1.00,0\n"));
        book.With("customers.csv", ImportBook.CustomersHeader + string.Concat(numbers.Select(number => $"C{number},Ann,,en,UTC\n")))
            .With("plans.csv", ImportBook.PlansHeader + "P3,C1,phone,CNY,4000.00,2026-09-01,true,M1\n")
            .With("installments.csv", ImportBook.InstallmentsHeader + installments)
            .With("payments.csv", ImportBook.PaymentsHeader + string.Concat(numbers.Select(number => $"X{number},P3,{number},0.50,2026-10-01,bank\n")));
        string before = await book.ContentAsync();
        await book.Store.ExecuteAsync(book.Store.Database.Provider == DatabaseProvider.Sqlite
            ? $"create trigger refuse before insert on {table} when new.{last} begin select raise(abort, 'refused'); end"
            : $"create trigger refuse on {table} after insert as if exists (select 1 from inserted where {last}) throw 50999, 'refused', 1;");

        DbException refused = await Assert.ThrowsAnyAsync<DbException>(() => book.RunAsync());
        string after = await book.ContentAsync();
        await book.Store.ExecuteAsync("drop trigger refuse");

        Assert.Contains("refused", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, after);
        Assert.Equal(1, await book.Store.ScalarAsync<long>("select count(*) from audit_entry"));
        Assert.Equal("", await book.ErrorsAsync());
        Assert.Equal("4000|4001", Assert.Single(await book.Store.RowsAsync("select (select count(*) from customer) - 2, (select count(*) from ledger_entry)")));
    }

    [DatabaseFact]
    public async Task Nobody_sees_a_part_of_an_import()
    {
        await using ImportBook book = await ImportBook.CreateAsync();
        var seen = new List<long>();
        var look = new Looking(() => seen.Add(book.Store.ScalarAsync<long>("select count(*) from customer").GetAwaiter().GetResult()));

        await book.RunAsync(progress: look);

        Assert.Equal(15, seen.Count);
        Assert.All(seen, count => Assert.Equal(0, count));
        Assert.Equal(2, await book.Store.ScalarAsync<long>("select count(*) from customer"));
    }

    [DatabaseFact]
    public async Task Two_imports_at_once_wait_for_each_other()
    {
        await using ImportBook book = await ImportBook.CreateAsync();

        ImportReport[] reports = await Task.WhenAll(Task.Run(() => book.RunAsync()), Task.Run(() => book.RunAsync()));

        Assert.All(reports, report => Assert.True(report.Succeeded));
        Assert.Equal((11, 0, 11), (reports.Sum(Added), reports.Sum(Updated), reports.Sum(Unchanged)));
        Assert.Equal(1, await book.Store.ScalarAsync<long>("select count(*) from ledger_entry"));

        static long Added(ImportReport report) => report.Files.Sum(file => file.Added);
        static long Updated(ImportReport report) => report.Files.Sum(file => file.Updated);
        static long Unchanged(ImportReport report) => report.Files.Sum(file => file.Unchanged);
    }

    private sealed class Looking(Action look) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => look();
    }

    private sealed class Cancelling(CancellationTokenSource cancellation, Predicate<ImportProgress> when) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            if (when(value))
            {
                cancellation.Cancel();
            }
        }
    }
}

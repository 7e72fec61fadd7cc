using System.Text;
using Worker.Data.Import;
using Worker.Servicing.Calendar;
using Worker.Servicing.Import;
using Worker.Testing;

namespace Worker.Data.Tests.Import;

/// <summary>A small good book in a folder, and a database to import it into. A test changes what it is about.</summary>
internal sealed class ImportBook : IAsyncDisposable
{
    public const string CustomersHeader = "customer_ref,name,email,language,time_zone\n";
    public const string MethodsHeader = "method_ref,customer_ref,channel,token,priority,status\n";
    public const string PlansHeader = "plan_ref,customer_ref,product,currency,principal,signed_on,autopay,method_ref\n";
    public const string InstallmentsHeader = "plan_ref,number,due_on,principal,interest\n";
    public const string PaymentsHeader = "payment_ref,plan_ref,number,amount,paid_on,source\n";

    private readonly Dictionary<string, string> files = new(StringComparer.Ordinal)
    {
        ["customers.csv"] = CustomersHeader
            + "C1,Ann,ann@example.com,en,Europe/Berlin\n"
            + "C2,李雷,lilei@example.com,zh-CN,Asia/Shanghai\n",
        ["payment_methods.csv"] = MethodsHeader
            + "M1,C1,sandbox,ok,1,active\n"
            + "M2,C2,sandbox,nsf,1,active\n",
        ["plans.csv"] = PlansHeader
            + "P1,C1,phone,CNY,300.00,2026-09-01,true,M1\n"
            + "P2,C2,cash,JPY,1000,2026-09-02,false,\n",
        ["installments.csv"] = InstallmentsHeader
            + "P1,1,2026-10-01,100.00,3.30\n"
            + "P1,2,2026-11-01,100.00,2.20\n"
            + "P1,3,2026-12-01,100.00,1.10\n"
            + "P2,1,2026-10-02,1000,0\n",
        ["payments.csv"] = PaymentsHeader
            + "X1,P1,1,103.30,2026-10-01,bank\n",
    };

    private ImportBook(MigratedDatabase store) => Store = store;

    public MigratedDatabase Store { get; }

    public static async Task<ImportBook> CreateAsync() => new(await MigratedDatabase.CreateAsync());

    /// <summary>A book that has been imported once.</summary>
    public static async Task<ImportBook> ImportedAsync()
    {
        ImportBook book = await CreateAsync();
        Assert.Equal("", await book.ErrorsAsync());
        return book;
    }

    public ImportBook With(string file, string content)
    {
        files[file] = content;
        return this;
    }

    public ImportBook Replace(string file, string text, string by)
    {
        Assert.Contains(text, files[file], StringComparison.Ordinal);
        files[file] = files[file].Replace(text, by, StringComparison.Ordinal);
        return this;
    }

    public ImportBook Only(params string[] names)
    {
        foreach (string name in files.Keys.Except(names, StringComparer.Ordinal).ToArray())
        {
            files.Remove(name);
        }

        return this;
    }

    public async Task<ImportReport> RunAsync(
        bool dryRun = false, IProgress<ImportProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        using var folder = new TemporaryFolder();
        foreach ((string name, string content) in files)
        {
            await File.WriteAllTextAsync(folder.File(name), content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }

        return await RunAsync(folder.Path, dryRun, progress, cancellationToken);
    }

    public Task<ImportReport> RunAsync(
        string folder, bool dryRun = false, IProgress<ImportProgress>? progress = null, CancellationToken cancellationToken = default) =>
        new BookImport(
            new ImportStore(Store.Database),
            new HashSet<string>(StringComparer.Ordinal) { "card", "sandbox" },
            date => date.AddDays(1),
            new BusinessZone(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")),
            Store.Clock)
        .RunAsync(folder, dryRun, "tester", progress, cancellationToken);

    public async Task<string> ErrorsAsync() => string.Join('\n', (await RunAsync()).Errors);

    /// <summary>Everything an import may write, but for the audit log.</summary>
    public async Task<string> ContentAsync()
    {
        var content = new StringBuilder();
        foreach (string table in new[]
        {
            "customer", "payment_method", "installment_plan", "installment", "ledger_entry",
            "import_customer", "import_payment_method", "import_plan", "import_installment", "import_payment",
        })
        {
            content.AppendLine(table).AppendJoin('\n', await Store.RowsAsync($"select * from {table} order by 1, 2, 3")).AppendLine();
        }

        return content.ToString();
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}

using Microsoft.Playwright;
using Worker.Data.Sqlite;
using Worker.Ops.SignIn;
using Worker.Testing;
using Worker.Testing.Programs;

[assembly: AssemblyFixture(typeof(Worker.Browser.Tests.DemoSite))]

namespace Worker.Browser.Tests;

/// <summary>A demo of a small shop with somebody who may act and somebody who may see, and a browser to look at it. One for all tests.</summary>
public sealed class DemoSite : IAsyncLifetime
{
    public const string OperatorName = "olga";
    public const string ViewerName = "victor";
    public const string Password = "a horse, a staple, a battery";

    // Few, so that signing in takes no time: nothing here is worth guessing.
    private const int Iterations = 100_000;

    private readonly TemporaryFolder folder = new();
    private WorkerRun? demo;
    private IPlaywright? playwright;
    private SqliteDatabase? database;
    private TestBook? book;

    public IBrowser Browser { get; private set; } = null!;

    public Uri Address { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (SystemBrowser.Program is not string program)
        {
            return;
        }

        string hash = PasswordHash.Of(Password, Iterations);
        demo = WorkerRun.Start(
            folder.Path,
            [
                "demo", "--customers", "60", "--days", "12", "--keep", "--Ops:Url=http://127.0.0.1:0",
                $"--Ops:Operators:{OperatorName}:Role=operator", $"--Ops:Operators:{OperatorName}:PasswordHash={hash}",
                $"--Ops:Operators:{ViewerName}:Role=viewer", $"--Ops:Operators:{ViewerName}:PasswordHash={hash}",
                "--Ops:SignIn:AttemptsPerMinute=1000",
            ]);
        string line = await demo.WaitForLineAsync("The ops site is at ");
        Address = new Uri(line.Split(' ').First(word => word.StartsWith("http://", StringComparison.Ordinal)).TrimEnd('.'));
        database = new SqliteDatabase(folder.File("data/demo/worker.db"));
        book = new TestBook(database);
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = program, Args = ["--no-sandbox"] });
    }

    /// <summary>A browser of its own, signed in.</summary>
    /// <param name="name">Who; null for nobody.</param>
    /// <param name="options">What kind of browser.</param>
    public async Task<IPage> OpenAsync(string? name = OperatorName, BrowserNewContextOptions? options = null)
    {
        options ??= new BrowserNewContextOptions();
        options.BaseURL = Address.ToString();
        options.Locale ??= "en-GB";
        IBrowserContext context = await Browser.NewContextAsync(options);
        context.SetDefaultTimeout((float)Eventually.Patience.TotalMilliseconds);
        IPage page = await context.NewPageAsync();
        await page.GotoAsync("/");
        if (name is not null)
        {
            await page.FillAsync("input[name=name]", name);
            await page.FillAsync("input[type=password]", Password);
            await page.ClickAsync("form[method=post] button[type=submit]");
        }

        return page;
    }

    /// <summary>A number out of the demo's database.</summary>
    public long Number(string sql) => book!.Query<long>(sql).Single();

    /// <summary>Notes an error about a declined debit, as its run would have, and tells the run: nothing in a small demo goes wrong by itself.</summary>
    public long NoteError()
    {
        book!.Execute(
            """
            insert into run_error (run_id, code, subject, detail, recorded_at)
            select run_id, 'unknown-decline-code', 'order ' || order_no, 'sandbox declined with a code that no table has', sent_at
            from debit_attempt where state = 'declined' order by order_no limit 1
            """);
        return Number("select max(run_id) from run_error");
    }

    /// <summary>Makes one of the demo's debits one of which no answer is known, and tells its order number.</summary>
    public string PutInDoubt()
    {
        const string order = "0123456789abcdef0123456789abcdef";
        book!.Execute(
            """
            insert into debit_attempt (order_no, installment_id, payment_method_id, channel, amount, currency, token, description, business_date, sent_at, state, run_id)
            select @order, installment_id, payment_method_id, channel, amount, currency, token, description, business_date, sent_at, 'unknown', run_id
            from debit_attempt where state = 'declined' order by sent_at desc limit 1;
            insert into open_debit (installment_id, order_no, next_ask_at, last_sent_at)
            select installment_id, order_no, sent_at, sent_at from debit_attempt where order_no = @order;
            """,
            new { order });
        return order;
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
        {
            await Browser.DisposeAsync();
        }

        playwright?.Dispose();
        database?.Dispose();
        if (demo is not null)
        {
            await demo.DisposeAsync();
        }

        folder.Dispose();
    }
}

using Microsoft.Playwright;
using Worker.Site.SignIn;
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
                "demo", "--customers", "60", "--days", "12", "--Ops:Url=http://127.0.0.1:0",
                $"--Ops:Operators:{OperatorName}:Role=operator", $"--Ops:Operators:{OperatorName}:PasswordHash={hash}",
                $"--Ops:Operators:{ViewerName}:Role=viewer", $"--Ops:Operators:{ViewerName}:PasswordHash={hash}",
                "--Ops:SignIn:AttemptsPerMinute=1000",
            ]);
        string line = await demo.WaitForLineAsync("The ops site is at ");
        Address = new Uri(line.Split(' ').First(word => word.StartsWith("http://", StringComparison.Ordinal)).TrimEnd('.'));
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

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
        {
            await Browser.DisposeAsync();
        }

        playwright?.Dispose();
        if (demo is not null)
        {
            await demo.DisposeAsync();
        }

        folder.Dispose();
    }
}

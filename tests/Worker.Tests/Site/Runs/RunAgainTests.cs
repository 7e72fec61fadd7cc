using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using Worker.Channels.Sandbox;
using Worker.Servicing.Jobs;

namespace Worker.Tests.Site.Runs;

public sealed class RunAgainTests
{
    private const string Preview = "/runs/again?job=auto-debit&date=2026-11-21";
    private static readonly DateTimeOffset Morning = new(2026, 11, 21, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_preview_tells_how_many_how_much_by_channel_and_what_would_be_left_out_and_changes_nothing()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(Morning, ("Channels:sandbox:BaseUrl", "http://127.0.0.1:9"), ("Channels:sandbox:Secret", "s"));
        site.Book.Debt(Dates.D, channel: "card");
        site.Book.Debt(Dates.D, channel: "card");
        site.Book.Debt(Dates.D, channel: "sandbox");
        Customer held = site.Book.Customer();
        site.Book.Method(held, channel: "card");
        site.Book.Installment(site.Book.Plan(held), Dates.D);
        site.Book.Hold(held);
        IReadOnlyList<string> before = site.Book.Dump();
        using Browser browser = site.Browser().With("Accept-Language", "en");

        IHtmlDocument page = (await browser.GetAsync(Preview)).Page;

        Assert.Equal("Auto-debit: 21 November 2026", page.QuerySelector("h1")!.TextContent);
        Assert.Equal(["3", "CNY 1,011.90"], Cells(page, "toDebit"));
        Assert.Equal(["2", "CNY 674.60"], Cells(page, "toDebit:card"));
        Assert.Equal(["1", "CNY 337.30"], Cells(page, "toDebit:sandbox"));
        Assert.Equal(["1", ""], Cells(page, "onHold"));
        IElement form = page.QuerySelector("form[action='/runs/again'][method=post]")!;
        Assert.Equal("Run now: Auto-debit (to debit 3, CNY 1,011.90)", form.QuerySelector("button")!.TextContent);
        Assert.True(form.QuerySelector("input[name=reason]")!.HasAttribute("required"));
        Assert.Equal(before, site.Book.Dump());
    }

    [Fact]
    public async Task A_run_is_made_in_the_background_once_however_often_one_clicks()
    {
        await using SandboxGateway sandbox = await SandboxGateway.StartAsync(
            new SandboxOptions { MachineClock = new MachineClock(TimeProvider.System) }, CancellationToken.None);
        await using ServedSite site = await ServedSite.StartAtAsync(
            Morning, [.. Accounts.Both, ("Channels:sandbox:BaseUrl", sandbox.BaseUrl.ToString()), ("Channels:sandbox:Secret", sandbox.Secret)]);
        long debt = site.Book.Debt(Dates.D);
        using Browser operators = site.Browser().With("Accept-Language", "en");
        await operators.SignInAsync("li.lei", Accounts.OperatorPassword);
        (string, string)[] fields = [.. (await operators.GetAsync(Preview)).Page.QuerySelectorAll("form.action input[type=hidden]")
            .Select(field => (field.GetAttribute("name")!, field.GetAttribute("value")!)), ("reason", "bank was down")];

        Answer[] clicks = [await operators.SendFormAsync("/runs/again", fields), await operators.SendFormAsync("/runs/again", fields)];

        Assert.All(clicks, click => Assert.Equal((HttpStatusCode.Redirect, clicks[0].Location), (click.Status, click.Location)));
        await EndAsync(operators, clicks[0].Location);
        Assert.Equal(["completed"], site.Book.Query<string>("select state from job_run"));
        Assert.Equal(33730, Assert.Single(site.Book.Payments()).Amount);
        Assert.Equal("paid", site.Book.Status(debt));
        IHtmlDocument page = (await operators.GetAsync(clicks[0].Location)).Page;
        Assert.Contains("an operator: li.lei", page.QuerySelector(".facts")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("bank was down", page.QuerySelector(".facts")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("of auto-debit for", page.QuerySelector("section[aria-labelledby=log]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, site.Audit().Count(line => line.StartsWith("li.lei trigger run ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_viewer_neither_looks_ahead_nor_starts_anything()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(Morning, Accounts.Both);
        using Browser viewer = site.Browser();
        await viewer.SignInAsync("han", Accounts.ViewerPassword);

        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.GetAsync(Preview)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PostAsync("/", "/runs/again", ("job", "auto-debit"), ("date", "2026-11-21"), ("reason", "x"))).Status);
        Assert.Empty((await viewer.GetAsync("/runs")).Page.QuerySelectorAll("a[href^='/runs/again']"));
        Assert.Empty(site.Book.Query<string>("select state from job_run"));
    }

    [Theory]
    [InlineData("auto-debit", "2026-11-21", "", "Enter a reason")]
    [InlineData("auto-debit", "2026-11-22", "early", "2026-11-22 has not come")]
    [InlineData("late-fees", "2026-11-21", "early", "2026-11-21 has not come")]
    [InlineData("no-such-job", "2026-11-21", "why not", "no such job")]
    [InlineData("auto-debit", "soon", "why not", "no such job or date")]
    public async Task What_can_not_be_run_is_refused_and_said(string job, string date, string reason, string said)
    {
        await using ServedSite site = await ServedSite.StartAtAsync(Morning);
        using Browser browser = site.Browser().With("Accept-Language", "en");

        Answer answer = await browser.PostAsync("/", "/runs/again", ("job", job), ("date", date), ("reason", reason));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(said, answer.Page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(site.Book.Query<string>("select state from job_run"));
    }

    [Fact]
    public async Task A_run_that_waits_in_a_queue_is_waited_for_and_then_shown()
    {
        var queue = new Queue();
        await using ServedSite site = await ServedSite.StartAtAsync(Morning, services => services.AddSingleton<IRunStarter>(queue));
        using Browser browser = site.Browser().With("Accept-Language", "en");

        Answer asked = await browser.PostAsync("/", "/runs/again", ("job", "auto-debit"), ("date", "2026-11-21"), ("reason", "why not"));
        Answer waiting = await browser.GetAsync(asked.Location);

        Assert.Equal(HttpStatusCode.OK, waiting.Status);
        Assert.Equal("2", waiting.Headers["Refresh"]);
        Assert.Contains("waits for a worker", waiting.Page.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(("auto-debit", "why not"), (queue.Asked!.Job, queue.Asked.Reason));

        long run = site.Book.Run("auto-debit", "2026-11-21", "active");
        site.Book.Execute("update job_run set occasion = @occurrence", new { occurrence = queue.Asked.Occurrence });
        Assert.Equal($"/runs/{run}", (await browser.GetAsync(asked.Location)).Location);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/runs/asked?job=auto-debit&date=2026-11-21&occurrence=x")).Status);
    }

    /// <summary>Looks at the run's page, as somebody who waits does, until nothing is under way there.</summary>
    private static async Task EndAsync(Browser browser, string path)
    {
        using var longest = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await browser.GetAsync(path)).Page.QuerySelector("[data-live]") is not null)
        {
            longest.Token.ThrowIfCancellationRequested();
        }
    }

    private static string[] Cells(IHtmlDocument page, string counter) =>
        [.. page.QuerySelector($"tr[data-counter='{counter}']")!.Children.Skip(1).Select(cell => cell.TextContent.Trim())];

    private sealed class Queue : IRunStarter
    {
        public RunRequest? Asked { get; private set; }

        public Task<StartedRun> StartAsync(RunRequest request, CancellationToken cancellationToken)
        {
            Asked = request;
            return Task.FromResult(new StartedRun(null, "17"));
        }
    }
}

using System.Net;
using Hangfire.Storage.Monitoring;
using Worker.Servicing.Runs;
using Worker.Testing;
using Worker.Tests.Site;

namespace Worker.Hangfire.Tests.Dashboard;

/// <summary>The dashboard, as viewers, operators and strangers see it.</summary>
public sealed class DashboardPagesTests
{
    private static readonly string[] Pages =
    [
        "/hangfire", "/hangfire/recurring", "/hangfire/jobs/enqueued", "/hangfire/jobs/succeeded", "/hangfire/jobs/failed", "/hangfire/servers",
        "/hangfire/retries", "/hangfire/jobs/details/1", "/hangfire/no-such-page",
    ];

    private static readonly HostSettings WithSignIn = new() { Configuration = Accounts.Both };

    [Fact]
    public async Task A_stranger_is_refused_every_page_and_every_button()
    {
        await using EngineHost host = await EngineHost.StartAsync(WithSignIn);
        using Browser stranger = host.Browser();
        foreach (string page in Pages)
        {
            Assert.True((await stranger.GetAsync(page)).IsRefused, page);
        }

        Assert.NotEqual(HttpStatusCode.NoContent, (await TriggerAsync(stranger, token: null)).Status);
        Assert.Empty(host.Runs());
    }

    [Fact]
    public async Task Without_a_sign_in_only_this_machine_is_answered()
    {
        await using EngineHost host = await EngineHost.StartAsync();
        using Browser here = host.Browser();
        using Browser afar = host.Browser().FromAfar();
        using Browser proxied = host.Browser().With("X-Forwarded-For", "203.0.113.9");

        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/hangfire")).Status);
        foreach (string page in Pages)
        {
            Assert.True((await afar.GetAsync(page)).IsRefused, page);
            Assert.True((await proxied.GetAsync(page)).IsRefused, page);
        }
    }

    [Fact]
    public async Task A_viewer_sees_everything_and_has_no_buttons()
    {
        await using EngineHost host = await EngineHost.StartAsync(WithSignIn);
        using Browser viewer = host.Browser();
        await viewer.SignInAsync("han", Accounts.ViewerPassword);

        Answer recurring = await viewer.GetAsync("/hangfire/recurring");

        Assert.Equal(HttpStatusCode.OK, recurring.Status);
        Assert.Contains("Auto-debit", recurring.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/recurring/trigger", recurring.Text, StringComparison.Ordinal);
        Answer pressed = await TriggerAsync(viewer, TokenOf(recurring));
        Assert.NotEqual(HttpStatusCode.NoContent, pressed.Status);
        Assert.Empty(host.Runs());
        Assert.Equal(0, host.Monitor.GetStatistics().Enqueued);
    }

    [Fact]
    public async Task An_operator_triggers_a_job_in_his_own_name_and_reads_its_counters_on_its_page()
    {
        await using EngineHost host = await EngineHost.StartAsync(WithSignIn);
        host.Book.Debt(Dates.D, principal: 100_00, interest: 0);
        using Browser person = host.Browser();
        await person.SignInAsync("li.lei", Accounts.OperatorPassword);
        Answer recurring = await person.GetAsync("/hangfire/recurring");
        Assert.Contains("/recurring/trigger", recurring.Text, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NoContent, (await TriggerAsync(person, TokenOf(recurring))).Status);

        await Eventually.UntilAsync(() => host.Monitor.SucceededListCount() == 1, "the job has ended");
        string id = host.Monitor.SucceededJobs(0, 1)[0].Key;
        Answer page = await person.GetAsync($"/hangfire/jobs/details/{id}");
        Assert.Contains("Auto-debit for 2026-11-21", page.Page.Title, StringComparison.Ordinal);
        string counters = page.Page.QuerySelector("table[aria-describedby='run-1']")!.TextContent;
        Assert.Contains("debited", counters, StringComparison.Ordinal);
        Assert.Contains("1 (100.00 CNY)", counters, StringComparison.Ordinal);
        Assert.Contains("Run 1 of auto-debit for 2026-11-21: completed", page.Page.QuerySelector("#run-1")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["auto-debit 2026-11-21 manual li.lei completed"], host.Runs());
    }

    [Fact]
    public async Task A_button_without_the_sites_token_does_nothing()
    {
        await using EngineHost host = await EngineHost.StartAsync(WithSignIn);
        using Browser person = host.Browser();
        await person.SignInAsync("li.lei", Accounts.OperatorPassword);

        Assert.NotEqual(HttpStatusCode.NoContent, (await TriggerAsync(person, token: null)).Status);
        Assert.Empty(host.Runs());
    }

    [Fact]
    public async Task Pages_lead_back_to_the_site_and_load_nothing_from_elsewhere()
    {
        await using EngineHost host = await EngineHost.StartAsync();
        using Browser here = host.Browser();

        Answer page = await here.GetAsync("/hangfire");

        Assert.Contains(page.Page.QuerySelectorAll("a"), link => link.GetAttribute("href") == "/");
        Assert.Empty(page.Page.QuerySelectorAll("script:not([src]), link[href^='http'], script[src^='http']"));
        Assert.Contains("script-src 'self';", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Contains("Background jobs", (await here.GetAsync("/")).Text, StringComparison.Ordinal);
        string styles = page.Page.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!;
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync(styles)).Status);
    }

    [Fact]
    public async Task The_figures_that_a_page_asks_for_are_answered_and_whoever_only_opens_their_address_is_told_so()
    {
        await using EngineHost host = await EngineHost.StartAsync();
        using Browser here = host.Browser();
        string token = TokenOf(await here.GetAsync("/hangfire"))!;

        Answer opened = await here.GetAsync("/hangfire/stats");
        Answer asked = await here.With("RequestVerificationToken", token).SendAsync(
            HttpMethod.Post, "/hangfire/stats", new FormUrlEncodedContent([KeyValuePair.Create("metrics[]", "servers:count")]));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, opened.Status);
        Assert.Equal(HttpStatusCode.OK, asked.Status);
        Assert.Contains("servers:count", asked.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_run_says_of_itself_is_only_text_on_the_page()
    {
        await using EngineHost host = await EngineHost.StartAsync();
        (string id, StateHistoryDto end) = await host.TriggerAsync(JobList.AutoDebit);
        Assert.Equal("Succeeded", end.StateName);
        host.Book.Execute("update job_run set state = 'stopped', stop_reason = '<script>alert(1)</script>'");
        using Browser here = host.Browser();

        Answer page = await here.GetAsync($"/hangfire/jobs/details/{id}");

        Assert.Contains("&lt;script&gt;alert(1)", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.Page.QuerySelectorAll("script:not([src])"));
    }

    private static string? TokenOf(Answer page) => page.Page.QuerySelector("meta[name=csrf-token]")?.GetAttribute("content");

    /// <summary>Presses <i>Trigger now</i> for auto-debit, as the dashboard's script does.</summary>
    private static Task<Answer> TriggerAsync(Browser browser, string? token)
    {
        var form = new FormUrlEncodedContent([KeyValuePair.Create("jobs[]", JobList.AutoDebit)]);
        if (token is not null)
        {
            browser.With("RequestVerificationToken", token);
        }

        return browser.SendAsync(HttpMethod.Post, "/hangfire/recurring/trigger", form);
    }
}

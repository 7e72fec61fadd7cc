using System.Globalization;
using System.Net;
using Hangfire.States;
using Hangfire.Storage.Monitoring;
using Worker.Configuration;
using Worker.Hangfire.Jobs;
using Worker.Servicing.Jobs;
using Worker.Testing;
using Worker.Tests.Site;
using Worker.Tests.Site.OpenIdConnect;

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

    [Fact]
    public async Task Every_button_is_in_the_audit_log_under_the_name_of_who_pressed_it()
    {
        await using EngineHost host = await EngineHost.StartAsync(WithSignIn);
        using Browser person = host.Browser();
        await person.SignInAsync("li.lei", Accounts.OperatorPassword);
        string token = TokenOf(await person.GetAsync("/hangfire/recurring"))!;
        await TriggerAsync(person, token);
        await Eventually.UntilAsync(() => host.Monitor.SucceededListCount() == 1, "the job has ended");
        string id = host.Monitor.SucceededJobs(0, 1)[0].Key;

        Assert.Equal(HttpStatusCode.NoContent, (await PressAsync(person, "/hangfire/jobs/succeeded/requeue", id)).Status);
        await Eventually.UntilAsync(() => host.Runs().Count == 2 && host.StateOf(id) == "Succeeded", "it has run again");
        Assert.Equal(HttpStatusCode.NoContent, (await person.SendAsync(HttpMethod.Post, $"/hangfire/jobs/actions/delete/{id}")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await PressAsync(person, "/hangfire/recurring/remove", "send-mail")).Status);

        Assert.Equal(
            [
                "li.lei hangfire-trigger auto-debit",
                $"li.lei hangfire-requeue {id} (Auto-debit for 2026-11-21)",
                $"li.lei hangfire-delete {id} (Auto-debit for 2026-11-21)",
                "li.lei hangfire-remove send-mail",
            ],
            host.Book.Query<string>("select actor || ' ' || action || ' ' || detail from audit_entry where action like 'hangfire-%' order by audit_id"));
        Assert.All(host.Runs(), run => Assert.Contains("manual li.lei completed", run, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Buttons_and_the_runs_that_come_of_them_are_audited_under_the_account_that_pressed_them()
    {
        await using LoopbackProvider provider = await LoopbackProvider.StartAsync();
        await using EngineHost host = await EngineHost.StartAsync(new HostSettings { Configuration = provider.Settings() });
        using Browser person = host.Browser();
        await person.GetAsync(provider.Agree((await person.GetAsync("/sign-in/provider")).Location));

        await TriggerAsync(person, TokenOf(await person.GetAsync("/hangfire/recurring")));
        await Eventually.UntilAsync(() => host.Monitor.SucceededListCount() == 1, "the job has ended");
        string id = host.Monitor.SucceededJobs(0, 1)[0].Key;
        await PressAsync(person, "/hangfire/jobs/succeeded/requeue", id);
        await Eventually.UntilAsync(() => host.Runs().Count == 2 && host.StateOf(id) == "Succeeded", "it has run again");
        await PressAsync(person, "/hangfire/jobs/succeeded/delete", id);
        await PressAsync(person, "/hangfire/recurring/remove", "send-mail");
        await person.PostAsync("/runs/again", "/runs/again", ("job", "remind"), ("date", "2026-11-21"), ("reason", "mail was down"));
        await Eventually.UntilAsync(() => host.Runs().Count == 3, "it has run from the site");

        Assert.Equal(
            ["sign-in", "hangfire-trigger", "trigger", "hangfire-requeue", "trigger", "hangfire-delete", "hangfire-remove", "trigger"],
            host.Book.Query<string>("select action from audit_entry order by audit_id"));
        Assert.Equal(
            [$"4711 of {provider.Issuer}"],
            host.Book.Query<string>("select distinct coalesce(actor_subject || ' of ' || actor_issuer, action) from audit_entry"));
    }

    [Fact]
    public async Task What_is_requeued_by_somebody_else_is_audited_under_their_name_alone()
    {
        await using EngineHost host = await EngineHost.StartAsync(WithSignIn);
        string id = host.Client.Create(JobCalls.Run(JobList.Remind, Dates.D), new EnqueuedState(Queues.Mail), new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [JobMarks.Occurrence] = JobMarks.NewOccurrence(),
            [JobMarks.Actor] = "han.meimei",
            [JobMarks.Account] = new ProviderAccount("https://login.example.com", "4711"),
        });
        await host.EndOfAsync(id);
        using Browser person = host.Browser();
        await person.SignInAsync("li.lei", Accounts.OperatorPassword);
        person.With("RequestVerificationToken", TokenOf(await person.GetAsync("/hangfire/recurring"))!);

        await PressAsync(person, "/hangfire/jobs/succeeded/requeue", id);

        await Eventually.UntilAsync(() => host.Runs().Count == 2 && host.StateOf(id) == "Succeeded", "it has run again");
        Assert.Equal(
            ["han.meimei 4711 https://login.example.com", "li.lei"],
            host.Book.Query<string>("select actor || coalesce(' ' || actor_subject || ' ' || actor_issuer, '') from audit_entry where action = 'trigger' order by audit_id"));
    }

    [Fact]
    public async Task What_a_viewer_presses_is_refused_and_not_in_the_audit_log()
    {
        await using EngineHost host = await EngineHost.StartAsync(WithSignIn);
        using Browser viewer = host.Browser();
        await viewer.SignInAsync("han", Accounts.ViewerPassword);

        await TriggerAsync(viewer, TokenOf(await viewer.GetAsync("/hangfire/recurring")));

        Assert.Empty(host.Book.Query<string>("select action from audit_entry where action like 'hangfire-%'"));
    }

    [Theory]
    [InlineData("/hangfire/recurring/TRIGGER")]
    [InlineData("/hangfire/Recurring/trigger/")]
    public async Task A_trigger_under_another_spelling_of_its_address_is_confirmed_all_the_same(string button)
    {
        await using EngineHost host = await EngineHost.StartAsync(WithSignIn with { Operations = new OperationsSettings { ConfirmTriggers = true } });
        using Browser person = host.Browser();
        await person.SignInAsync("li.lei", Accounts.OperatorPassword);
        person.With("RequestVerificationToken", TokenOf(await person.GetAsync("/hangfire/recurring"))!);

        await PressAsync(person, button, JobList.AutoDebit);

        Answer page = await person.GetAsync("/hangfire/recurring");
        Assert.Equal((HttpStatusCode.Redirect, "/runs/again?job=auto-debit&date=2026-11-21"), (page.Status, page.Location));
        Assert.Empty(host.Runs());
    }

    [Fact]
    public async Task Triggers_that_are_to_be_confirmed_lead_to_the_preview_and_others_run_at_once()
    {
        await using EngineHost host = await EngineHost.StartAsync(WithSignIn with { Operations = new OperationsSettings { ConfirmTriggers = true } });
        using Browser person = host.Browser();
        await person.SignInAsync("li.lei", Accounts.OperatorPassword);
        person.With("RequestVerificationToken", TokenOf(await person.GetAsync("/hangfire/recurring"))!);

        Assert.Equal(HttpStatusCode.NoContent, (await PressAsync(person, "/hangfire/recurring/trigger", JobList.AutoDebit, JobList.Remind)).Status);

        await Eventually.UntilAsync(() => host.Runs().Count > 0 && host.Monitor.SucceededListCount() == 1, "the reminders have run");
        Assert.Equal(["remind 2026-11-21 manual li.lei completed"], host.Runs());
        Answer page = await person.GetAsync("/hangfire/recurring");
        Assert.Equal((HttpStatusCode.Redirect, "/runs/again?job=auto-debit&date=2026-11-21"), (page.Status, page.Location));
        Assert.Contains(JobList.AutoDebit, (await person.GetAsync(page.Location)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await person.GetAsync("/hangfire/recurring")).Status);
        Assert.Single(host.Runs());
    }

    [Theory]
    [InlineData("/hangfire/jobs/succeeded", "/hangfire/jobs/succeeded/requeue")]
    [InlineData("/hangfire/jobs/details/{0}", "/hangfire/jobs/actions/requeue/{0}")]
    public async Task What_is_requeued_and_to_be_confirmed_leads_to_the_preview_of_its_own_day(string page, string button)
    {
        await using EngineHost host = await EngineHost.StartAsync(WithSignIn with { Operations = new OperationsSettings { ConfirmTriggers = true } });
        (string id, _) = await host.TriggerAsync(JobList.AutoDebit);
        host.Clock.Advance(TimeSpan.FromDays(2));
        host.Book.Debt(Dates.D, principal: 100_00, interest: 0);
        (string other, _) = await host.TriggerAsync(JobList.Remind);
        using Browser person = host.Browser();
        await person.SignInAsync("li.lei", Accounts.OperatorPassword);
        person.With("RequestVerificationToken", TokenOf(await person.GetAsync("/hangfire/recurring"))!);

        string[] chosen = button.Contains("{0}", StringComparison.Ordinal) ? [] : [id, other];
        Assert.Equal(HttpStatusCode.NoContent, (await PressAsync(person, string.Format(CultureInfo.InvariantCulture, button, id), chosen)).Status);

        if (chosen.Length > 0)
        {
            await Eventually.UntilAsync(() => host.Runs().Count == 3 && host.StateOf(other) == "Succeeded", "what need not be confirmed has run again");
        }

        Answer next = await person.GetAsync(string.Format(CultureInfo.InvariantCulture, page, id));
        Assert.Equal((HttpStatusCode.Redirect, "/runs/again?job=auto-debit&date=2026-11-21"), (next.Status, next.Location));
        Assert.Contains("100.00", (await person.GetAsync(next.Location)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await person.GetAsync(string.Format(CultureInfo.InvariantCulture, page, id))).Status);
        Assert.Single(host.Runs(), run => run.StartsWith("auto-debit", StringComparison.Ordinal));
        Assert.Empty(host.Book.Payments());
        Assert.Equal("Succeeded", host.StateOf(id));
    }

    [Fact]
    public async Task What_the_dashboard_does_not_understand_is_refused_and_breaks_nothing()
    {
        await using EngineHost host = await EngineHost.StartAsync();
        using Browser here = host.Browser();
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await here.GetAsync("/hangfire/stats")).Status);
        here.With("RequestVerificationToken", TokenOf(await here.GetAsync("/hangfire/recurring"))!);

        foreach (string path in new[] { "/hangfire/stats", "/hangfire/recurring/trigger", "/hangfire/jobs/failed/requeue" })
        {
            using var json = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
            Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await here.SendAsync(HttpMethod.Post, path, json)).Status);
        }

        using var metrics = new FormUrlEncodedContent([KeyValuePair.Create("metrics[]", "enqueued:count-or-null")]);
        Assert.Equal(HttpStatusCode.OK, (await here.SendAsync(HttpMethod.Post, "/hangfire/stats", metrics)).Status);
    }

    private static Task<Answer> PressAsync(Browser browser, string path, params string[] jobs) =>
        browser.SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(jobs.Select(job => KeyValuePair.Create("jobs[]", job))));

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

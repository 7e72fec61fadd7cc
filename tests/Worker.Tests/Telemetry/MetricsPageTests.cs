using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Worker.Servicing.Jobs;
using Worker.Tests.Site;
using static Worker.Testing.Worlds.Dates;

namespace Worker.Tests.Telemetry;

public sealed partial class MetricsPageTests
{
    private static readonly DateTimeOffset Morning = new(2026, 11, 21, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Every_line_is_one_that_Prometheus_reads_and_every_series_has_its_type_before_it()
    {
        await using ServedSite site = await ServedSite.StartAsync();
        await RunAsync(site, JobList.Remind);

        using HttpResponseMessage response = await site.Client.GetAsync("/metrics");
        string[] lines = (await response.Content.ReadAsStringAsync()).TrimEnd('\n').Split('\n');

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        string? typed = null;
        foreach (string line in lines)
        {
            Assert.Matches(Line(), line);
            typed = line.StartsWith("# TYPE ", StringComparison.Ordinal) ? line.Split(' ')[2] : typed;
            Assert.True(line[0] == '#' || line.StartsWith(typed!, StringComparison.Ordinal), $"{line} stands under {typed}");
        }

        string[] families = [.. lines.Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal))];
        Assert.Equal(families.Distinct(StringComparer.Ordinal), families);
    }

    [Fact]
    public async Task A_run_is_counted_with_its_outcomes_and_how_long_it_took()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(Morning);
        site.Book.Debt(D.AddDays(1));
        await RunAsync(site, JobList.Remind);

        string text = await site.Client.GetStringAsync("/metrics");

        Assert.Matches("""(?m)^worker_runs_total\{job="remind",state="completed"\} [1-9]""", text);
        Assert.Matches("""(?m)^worker_run_counts_total\{job="remind",outcome="[^"]+"\} [1-9]""", text);
        Assert.Matches("""(?m)^worker_run_duration_seconds_bucket\{job="remind",state="completed",le="\+Inf"\} [1-9]""", text);
        Assert.Matches("""(?m)^worker_run_duration_seconds_count\{job="remind",state="completed"\} [1-9]""", text);
    }

    [Fact]
    public async Task How_things_stand_is_told_from_the_database()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(Morning);
        long debt = site.Book.Debt(D);
        site.Book.Switch("debits", isOff: true);
        site.Book.Execute(
            """
            insert into debit_attempt (order_no, installment_id, payment_method_id, channel, amount, currency, token, description, business_date, sent_at, state, run_id)
            values ('old-order', @debt, 1, 'sandbox', 1, 'CNY', 'ok', 'P', '2026-11-20', '2026-11-20T01:00:00.000Z', 'unknown', 1);
            insert into open_debit (installment_id, order_no, next_ask_at, last_sent_at) values (@debt, 'old-order', '2026-11-21T03:00:00.000Z', '2026-11-20T01:00:00.000Z');
            insert into job_run (job, business_date, occasion, trigger_kind, actor, state, started_at, finished_at, ledger_mark)
            values ('auto-debit', '2026-11-20', '2026-11-20T19:00', 'schedule', 'scheduler', 'completed', '2026-11-20T11:00:00.000Z', '2026-11-20T11:00:30.000Z', 0);
            """,
            new { debt });

        string text = await site.Client.GetStringAsync("/metrics");

        Assert.Contains("\nworker_database_up{} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("\nworker_switches_off{} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("\nworker_attempts_in_doubt{age=\"alarm\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("\nworker_attempts_in_doubt_oldest_age_seconds{} 90000\n", text, StringComparison.Ordinal);
        Assert.Contains("\nworker_job_last_success_age_seconds{job=\"auto-debit\"} 53970\n", text, StringComparison.Ordinal);
        Assert.Contains("\nworker_job_last_run_duration_seconds{job=\"auto-debit\"} 30\n", text, StringComparison.Ordinal);
        Assert.Contains("\nworker_job_last_run_failed{job=\"auto-debit\"} 0\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_its_database_the_worker_says_so_and_goes_on_telling_what_it_counted()
    {
        await using ServedSite site = await ServedSite.StartAsync();
        await RunAsync(site, JobList.Remind);
        site.Book.RenameTable("job_run", "job_run_gone");

        string text = await site.Client.GetStringAsync("/metrics");

        Assert.Contains("\nworker_database_up{} 0\n", text, StringComparison.Ordinal);
        Assert.Contains("worker_runs_total{", text, StringComparison.Ordinal);
        Assert.DoesNotContain("worker_outbox_messages", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_neither_signed_in_nor_the_token_is_told_nothing()
    {
        const string token = "0123456789abcdef-token";
        await using ServedSite site = await ServedSite.StartAsync(settings: Accounts.With(("Telemetry:MetricsToken", token)));

        Assert.NotEqual(HttpStatusCode.OK, await AskAsync(site, null));
        Assert.NotEqual(HttpStatusCode.OK, await AskAsync(site, token + "x"));
        Assert.NotEqual(HttpStatusCode.OK, await AskAsync(site, ""));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(site, token));

        // The token opens this page and no other.
        using var request = new HttpRequestMessage(HttpMethod.Get, "/seen") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = site.Client.BaseAddress };
        using HttpResponseMessage other = await client.SendAsync(request);
        Assert.NotEqual(HttpStatusCode.OK, other.StatusCode);
    }

    private static async Task<HttpStatusCode> AskAsync(ServedSite site, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = site.Client.BaseAddress };
        using HttpResponseMessage response = await client.SendAsync(request);
        return response.StatusCode;
    }

    private static Task RunAsync(ServedSite site, string job) => site.Services.GetRequiredService<JobRunner>().RunAsync(
        new RunRequest(job, D, $"test {Guid.NewGuid()}", RunTrigger.Schedule, new Actor("scheduler")), TestContext.Current.CancellationToken);

    [GeneratedRegex(
        """^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+\{([a-z_]+="[^"\n]*"(,[a-z_]+="[^"\n]*")*)?\} -?([0-9.]+(E[+-]?[0-9]+)?|\+Inf|NaN))$""",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Line();
}

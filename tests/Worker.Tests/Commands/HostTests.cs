using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Worker.Testing;
using Worker.Testing.Databases;

namespace Worker.Tests.Commands;

public sealed partial class HostTests
{
    [UnixDatabaseFact]
    public async Task The_host_catches_up_schedules_serves_its_site_and_stops_cleanly()
    {
        await using WorkPlace place = await WorkPlace.WithChannelsAsync();
        await using WorkerRun host = place.Start("run", "--Ops:Url=http://127.0.0.1:0");
        Uri site = await SiteOfAsync(host);

        using (var client = new HttpClient { BaseAddress = site })
        {
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live")).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/ready")).StatusCode);
            HttpResponseMessage page = await client.GetAsync("/");
            Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
            string html = await page.Content.ReadAsStringAsync();
            Assert.All(Jobs, job => Assert.Contains(job, html, StringComparison.Ordinal));

            foreach (string job in Jobs)
            {
                await host.WaitForLineAsync($"{job} next runs at ");
            }

            await Eventually.UntilAsync(
                () => Jobs.Order(StringComparer.Ordinal).SequenceEqual(JobsDone(place), StringComparer.Ordinal),
                "every job is caught up");

            // A database that goes away is told to whoever watches, and the process itself is still alive.
            place.Book.Execute("update schema_migration set checksum = 'spoilt' where version = 1");
            await Eventually.UntilAsync(
                async () => (await client.GetAsync("/health/ready")).StatusCode == HttpStatusCode.ServiceUnavailable, "it is not ready");
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live")).StatusCode);
        }

        await host.SignalAsync("TERM");
        Assert.Equal(0, await host.WaitForEndAsync());
        Assert.All(host.ErrorLines.Where(line => line.StartsWith('{')), line => JsonDocument.Parse(line).Dispose());
        Assert.Empty(host.Output);
    }

    [Fact]
    public async Task An_endpoint_of_the_web_servers_own_is_refused_wherever_it_comes_from()
    {
        await using var place = new WorkPlace();

        WorkerRun run = await place.WithVariable("Kestrel__Endpoints__Extra__Url", "http://127.0.0.1:1").RunAsync("run");

        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Contains(run.ErrorLines, line => line.Contains("Kestrel:Endpoints has 'http://127.0.0.1:1': nothing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_environment_opens_no_listener_beyond_the_configured_one()
    {
        await using var place = new WorkPlace();
        int extra = WorkPlace.FreePort();
        foreach ((string name, string value) in new[] { ("ASPNETCORE_URLS", $"http://127.0.0.1:{extra}"), ("ASPNETCORE_HTTP_PORTS", $"{extra}") })
        {
            place.WithVariable(name, value);
        }

        await using WorkerRun host = place.Start("run", "--Ops:Url=http://127.0.0.1:0");
        Uri site = await SiteOfAsync(host);

        using var client = new HttpClient();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(site, "/health/live"))).StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri($"http://127.0.0.1:{extra}/health/live")));
    }

    [Fact]
    public async Task A_port_that_is_taken_ends_the_host_with_a_sentence()
    {
        await using var place = new WorkPlace();
        await using WorkerRun first = place.Start("--Ops:Url=http://127.0.0.1:0", "--Database:ConnectionString=first.db");
        Uri taken = await SiteOfAsync(first);

        WorkerRun second = await place.RunAsync("run", $"--Ops:Url=http://127.0.0.1:{taken.Port}");

        Assert.True(second.ExitCode == 1, second.ToString());
        Assert.Contains($"{taken.Port}", second.ErrorLines[^1], StringComparison.Ordinal);
    }

    private static string[] Jobs { get; } = ["reconcile", "mark-overdue", "late-fees", "remind", "auto-debit", "send-mail"];

    private static IReadOnlyList<string> JobsDone(WorkPlace place) => place.Book.Query<string>(
        "select distinct job from job_run where trigger_kind in ('catch-up', 'schedule') and state = 'completed' order by job");

    private static async Task<Uri> SiteOfAsync(WorkerRun host) =>
        new(Address.Match(await host.WaitForLineAsync("The ops site is served at ")).Value);

    [GeneratedRegex("http://127\\.0\\.0\\.1:[0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address { get; }
}

using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Worker.Servicing.Jobs;
using Worker.Tests.Site;
using static Worker.Testing.Worlds.Dates;

namespace Worker.Tests.Telemetry;

public sealed class CollectorTests
{
    [Fact]
    public async Task A_collector_gets_metrics_and_traces_with_its_headers_at_the_latest_when_the_host_stops()
    {
        var received = new ConcurrentBag<(string Path, string? Key, string Body)>();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using WebApplication collector = builder.Build();
        collector.MapPost("/v1/{signal}", async (HttpContext context) =>
        {
            using var reader = new StreamReader(context.Request.Body, System.Text.Encoding.Latin1);
            received.Add((context.Request.Path, context.Request.Headers["x-key"], await reader.ReadToEndAsync()));
        });
        await collector.StartAsync(TestContext.Current.CancellationToken);

        await using (ServedSite site = await ServedSite.StartAsync(
            settings: [("Telemetry:OtlpEndpoint", collector.Urls.Single()), ("Telemetry:OtlpProtocol", "Http"), ("Telemetry:OtlpHeaders", "x-key=open sesame")]))
        {
            await site.Services.GetRequiredService<JobRunner>().RunAsync(
                new RunRequest(JobList.Remind, D, "test", RunTrigger.Schedule, new Actor("scheduler")), TestContext.Current.CancellationToken);
        }

        Assert.Contains(received, message => message.Path == "/v1/metrics" && message.Body.Contains("worker.runs", StringComparison.Ordinal));
        Assert.Contains(received, message => message.Path == "/v1/metrics" && message.Body.Contains("worker.database.up", StringComparison.Ordinal));
        Assert.Contains(received, message => message.Path == "/v1/traces" && message.Body.Contains("run remind", StringComparison.Ordinal));
        Assert.All(received, message => Assert.Equal("open sesame", message.Key));
    }
}

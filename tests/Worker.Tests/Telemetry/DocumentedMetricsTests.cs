using System.Text.Json;
using System.Text.RegularExpressions;
using Worker.Channels.Gateway;
using Worker.Servicing.Jobs;
using Worker.Telemetry;
using Worker.Testing;
using Worker.Tests.Site;

namespace Worker.Tests.Telemetry;

public sealed partial class DocumentedMetricsTests
{
    private static readonly Lazy<string[]> Documented = new(() =>
        [.. Row().Matches(Read("README.md")).Select(match => match.Groups["name"].Value)]);

    [Fact]
    public async Task Every_metric_that_is_told_is_documented()
    {
        await using ServedSite site = await ServedSite.StartAsync();

        string text = await site.Client.GetStringAsync("/metrics");

        string[] told = [.. Family().Matches(text).Select(match => match.Groups["name"].Value)];
        Assert.NotEmpty(told);
        Assert.Empty(told.Except(Documented.Value));
    }

    [Fact]
    public void Every_documented_metric_has_an_instrument()
    {
        var names = new List<string>();
        using var listener = new System.Diagnostics.Metrics.MeterListener
        {
            InstrumentPublished = (instrument, _) => names.Add(Translate(instrument)),
        };
        System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(RunTelemetry).TypeHandle);
        System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(GatewayTelemetry).TypeHandle);
        using var meters = new Meters();
        using var standing = new WorkerGauges(null!, new Servicing.Jobs.MachineClock(TimeProvider.System), meters);
        listener.Start();

        Assert.Empty(Documented.Value.Except(names));
    }

    [Theory]
    [InlineData("grafana-dashboard.json")]
    [InlineData("alerts.yml")]
    public void Dashboard_and_alerts_ask_for_documented_metrics_alone(string file)
    {
        string[] asked = [.. Metric().Matches(Read(file)).Select(match => Suffix().Replace(match.Value, "")).Distinct(StringComparer.Ordinal)];

        Assert.NotEmpty(asked);
        Assert.Empty(asked.Except(Documented.Value));
    }

    [Fact]
    public void The_dashboard_shows_every_documented_metric()
    {
        string dashboard = Read("grafana-dashboard.json");
        using JsonDocument parsed = JsonDocument.Parse(dashboard);

        Assert.Equal("Installment worker", parsed.RootElement.GetProperty("title").GetString());
        Assert.All(Documented.Value, name => Assert.Contains(name, dashboard, StringComparison.Ordinal));
    }

    private static string Translate(System.Diagnostics.Metrics.Instrument instrument) =>
        instrument.Name.Replace('.', '_')
        + (instrument.Unit == "s" ? "_seconds" : "")
        + (instrument.GetType().Name.StartsWith("Counter", StringComparison.Ordinal) ? "_total" : "");

    private static string Read(string file) => File.ReadAllText(RepositoryFile.Path($"docs/observability/{file}"));

    private sealed class Meters : System.Diagnostics.Metrics.IMeterFactory
    {
        public System.Diagnostics.Metrics.Meter Create(System.Diagnostics.Metrics.MeterOptions options) => new(options);

        public void Dispose()
        {
        }
    }

    [GeneratedRegex("""\| `(?<name>worker_[a-z_]+)` \|""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();

    [GeneratedRegex("""# TYPE (?<name>worker_[a-z_]+) """, RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Family();

    [GeneratedRegex("worker_[a-z_]+", RegexOptions.NonBacktracking)]
    private static partial Regex Metric();

    [GeneratedRegex("_(bucket|sum|count)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Suffix();
}

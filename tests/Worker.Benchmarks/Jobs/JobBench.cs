using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Worker.Channels.Sandbox;
using Worker.Composition;
using Worker.Configuration;
using Worker.Data;
using Worker.Servicing.Channels;
using Worker.Servicing.Jobs;
using Worker.Testing;

namespace Worker.Benchmarks.Jobs;

/// <summary>The worker on copies of one book, with the sandbox gateway and an SMTP sink in this process.</summary>
public sealed class JobBench : IAsyncDisposable
{
    private readonly BenchmarkBook book;
    private readonly SettableClock clock = new(DateTimeOffset.UnixEpoch);
    private readonly SmtpSink sink = SmtpSink.Start(new SmtpSinkSettings { KeepsMails = false });
    private SandboxGateway? sandbox;

    public JobBench(BenchmarkBook book) => this.book = book;

    /// <summary>Measures a job on its second copy of the book: a worker compiles its code once and then runs for months.</summary>
    public async Task<Measurement> JobAsync(JobCase job)
    {
        await using (ServiceProvider warmUp = await PrepareAsync(job))
        {
            await RunAsync(warmUp, job);
        }

        await using ServiceProvider services = await PrepareAsync(job);
        return await Measurement.TakeAsync(async () =>
        {
            RunReport report = await RunAsync(services, job);
            return report.State == RunState.Completed
                ? job.Counters.Sum(counter => report.Counts.GetValueOrDefault(counter))
                : throw new InvalidOperationException($"{job.Job} ended as {report.State}: {report.StopReason} {string.Join("; ", report.Errors)}");
        });
    }

    public async Task<Measurement> FloorAsync(JobCase job)
    {
        await using ServiceProvider services = await PrepareAsync(job);
        return await Measurement.TakeAsync(() => Floors.RunAsync(services.GetRequiredService<Database>(), job.Job));
    }

    public async Task<Measurement> LoopAsync(JobCase job)
    {
        await using ServiceProvider services = await PrepareAsync(job);
        services.GetRequiredService<IDebitChannels>().TryGet("card", out IDebitChannel? channel);
        var loops = new Loops(services.GetRequiredService<Database>(), channel!, sink.Port);
        return await Measurement.TakeAsync(() => loops.RunAsync(job.Job));
    }

    public async ValueTask DisposeAsync()
    {
        await CloseSandboxAsync();
        await sink.DisposeAsync();
    }

    private async Task<ServiceProvider> PrepareAsync(JobCase job)
    {
        // A gateway that remembers the debits of an earlier measurement would be measured with them.
        await CloseSandboxAsync();
        sandbox = await SandboxGateway.StartAsync(
            new SandboxOptions { StateFile = book.Path + ".sandbox", BusinessClock = clock }, CancellationToken.None);
        ServiceProvider services = Services(book.Copy());
        foreach (JobCase before in job.Before ?? [])
        {
            await RunAsync(services, before);
        }

        return services;
    }

    private async Task CloseSandboxAsync()
    {
        if (sandbox is not null)
        {
            await sandbox.DisposeAsync();
            File.Delete(book.Path + ".sandbox");
        }
    }

    private Task<RunReport> RunAsync(IServiceProvider services, JobCase job)
    {
        clock.Set(job.Now);
        return services.GetRequiredService<JobRunner>().RunAsync(
            new RunRequest(job.Job, job.BusinessDate, Guid.NewGuid().ToString("N"), RunTrigger.Manual, new Actor("benchmark")), CancellationToken.None);
    }

    private ServiceProvider Services(string path)
    {
        var overrides = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Database:ConnectionString"] = path,
            ["Channels:card:BaseUrl"] = sandbox!.BaseUrl.ToString(),
            ["Channels:card:Secret"] = sandbox!.Secret,
            ["Mail:Transport"] = "Smtp",
            ["Mail:Host"] = SmtpSink.Host,
            ["Mail:Port"] = sink.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["Mail:Security"] = "None",
            ["Mail:From"] = "shop@shop.example",
            ["Mail:HelpContact"] = "help@shop.example",
        };
        if (!SettingsReader.TryRead(
            WorkerConfiguration.Build(overrides, "Benchmark", Path.GetTempPath()), out WorkerSettings? settings, out IReadOnlyList<string> errors))
        {
            throw new InvalidOperationException(string.Join(Environment.NewLine, errors));
        }

        return new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole())
            .AddWorker(settings, clock)
            .BuildServiceProvider();
    }
}

using System.Collections.Concurrent;
using Worker.Servicing.Runs;

namespace Worker.Engines;

/// <summary>
/// Makes runs that somebody asked for, in the background of this host: the way for engines that have no queue of their own. A host
/// that stops lets go of them; they stay active, and whoever comes next continues them.
/// </summary>
/// <param name="runner">Makes them.</param>
/// <param name="lifetime">Tells when the host stops.</param>
/// <param name="logger">Tells what failed.</param>
public sealed partial class BackgroundRuns(JobRunner runner, IHostApplicationLifetime lifetime, ILogger<BackgroundRuns> logger)
    : IRunStarter, IHostedService
{
    private readonly ConcurrentDictionary<Guid, Task> underWay = new();

    /// <inheritdoc/>
    public async Task<StartedRun> StartAsync(RunRequest request, CancellationToken cancellationToken)
    {
        OpenedRun opened = await runner.OpenAsync(request, cancellationToken);
        if (opened.Opening != RunOpening.AlreadyFinished)
        {
            var id = Guid.NewGuid();
            var known = new TaskCompletionSource();
            underWay[id] = Task.Run(
                async () =>
                {
                    await known.Task;
                    await ContinueAsync(opened);
                    underWay.TryRemove(id, out _);
                },
                CancellationToken.None);
            known.SetResult();
        }

        return new StartedRun(opened.Run.RunId, null);
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(underWay.Values).WaitAsync(cancellationToken);

    private async Task ContinueAsync(OpenedRun opened)
    {
        try
        {
            await runner.ContinueAsync(opened, 0, lifetime.ApplicationStopping);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // The run stays active and is continued by whoever comes next.
        }
        catch (Exception failure)
        {
            LogFailure(failure, opened.Run.RunId, opened.Run.Job);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Run {RunId} of {Job} broke off; the job's next time continues it")]
    private partial void LogFailure(Exception failure, long runId, string job);
}

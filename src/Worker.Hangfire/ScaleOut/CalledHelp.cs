using System.Collections.Concurrent;
using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using Hangfire.Storage.Monitoring;
using Microsoft.Extensions.Logging;
using Worker.Hangfire.Jobs;
using Worker.Servicing.Jobs;

namespace Worker.Hangfire.ScaleOut;

/// <summary>
/// Calls the other hosts to a long run, by a background job in the queue of each. A host that comes late finds nothing to do; a
/// call that nobody has taken when the run ends is deleted.
/// </summary>
public sealed partial class CalledHelp(
    JobStorage storage, IBackgroundJobClientV2 client, HelpQueue own, RunSettings settings, ILogger<CalledHelp> logger) : IScaleOut
{
    private readonly ConcurrentDictionary<long, IReadOnlyList<string>> called = [];

    public Task CallAsync(Run run, int slices, CancellationToken cancellationToken)
    {
        try
        {
            // Each host takes as many slices at once as this one: more hosts would find none.
            int wanted = ((slices + settings.MaxParallelSlices - 1) / settings.MaxParallelSlices) - 1;
            string[] queues = [.. OthersQueues().Take(wanted)];
            called[run.RunId] = [.. queues.Select(queue => Call(run, queue))];
            LogCalled(queues.Length, run.RunId, slices);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogNotCalled(failure, run.RunId);
        }

        return Task.CompletedTask;
    }

    /// <summary>Deletes the calls to a run that nobody has taken.</summary>
    public void Dismiss(long runId)
    {
        if (!called.TryRemove(runId, out IReadOnlyList<string>? ids))
        {
            return;
        }

        foreach (string id in ids)
        {
            try
            {
                client.ChangeState(id, new DeletedState { Reason = "The run is over." }, EnqueuedState.StateName);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogNotDismissed(failure, id, runId);
            }
        }
    }

    private IEnumerable<string> OthersQueues() => storage.GetMonitoringApi().Servers()
        .OrderByDescending((ServerDto server) => server.Heartbeat)
        .SelectMany(server => server.Queues)
        .Where(queue => HelpQueue.Is(queue) && queue != own.Name)
        .Distinct(StringComparer.Ordinal);

    private string Call(Run run, string queue)
    {
        Job job = JobCalls.Help(run.Job, run.BusinessDate, run.RunId, queue);
        return client.Create(job, new EnqueuedState(queue));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Hosts} other host(s) were called to run {RunId}, which has {Slices} slices")]
    private partial void LogCalled(int hosts, long runId, int slices);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No other host could be called to run {RunId}; it continues on this host alone")]
    private partial void LogNotCalled(Exception failure, long runId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Background job {Id}, a call to run {RunId}, could not be deleted; the host that takes it finds nothing to do")]
    private partial void LogNotDismissed(Exception failure, string id, long runId);
}

/// <summary>The queue that only this host serves, so that a call to a run reaches another host.</summary>
public sealed record HelpQueue(string Name)
{
    private const string Prefix = "help-";

    /// <summary>Unique, also among several hosts on one machine.</summary>
    public static HelpQueue New() => new($"{Prefix}{Guid.NewGuid():N}"[..(Prefix.Length + 12)]);

    public static bool Is(string queue) => queue.StartsWith(Prefix, StringComparison.Ordinal);
}

using Microsoft.Extensions.Logging;

namespace Worker.Servicing.Runs;

/// <summary>Works on a slice for as long as its lease holds. Who ends a run takes its slices away, and so stops whoever works on them.</summary>
/// <param name="store">Where leases are kept.</param>
/// <param name="settings">How long they last.</param>
/// <param name="machine">The machine's clock.</param>
/// <param name="logger">Tells of leases that were lost.</param>
internal sealed partial class LeasedSlices(IRunStore store, RunSettings settings, MachineClock machine, ILogger logger)
{
    private static readonly TimeSpan ClosingTime = TimeSpan.FromSeconds(3);

    /// <summary>Works through a slice and marks it as done; returns as well when it was taken away.</summary>
    public async Task WorkAsync(IJob job, Run run, SliceLease lease, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task heartbeat = KeepLeaseAsync(lease, stop);
        try
        {
            await job.WorkAsync(run, lease, stop.Token);
            await store.FinishSliceAsync(lease, stop.Token);
        }
        catch (LeaseLostException lost)
        {
            LogLeaseLost(lost.Message);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            LogLeaseLost(new LeaseLostException(lease).Message);
        }
        catch (Exception)
        {
            using var closing = new CancellationTokenSource(ClosingTime, machine.Time);
            await store.ReleaseAsync(lease, closing.Token);
            throw;
        }
        finally
        {
            await stop.CancelAsync();
            await heartbeat.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Renews the lease while the slice is worked on. A worker that learns that it lost it stops at once.</summary>
    private async Task KeepLeaseAsync(SliceLease lease, CancellationTokenSource stop)
    {
        using var timer = new PeriodicTimer(settings.Heartbeat, machine.Time);
        while (await timer.WaitForNextTickAsync(stop.Token))
        {
            try
            {
                if (!await store.RenewAsync(lease, machine.Now + settings.Lease, stop.Token))
                {
                    await stop.CancelAsync();
                }
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // The fence protects the slice either way; the next beat may get through.
                LogHeartbeat(failure, lease.RunId, lease.Number);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Reason}")]
    private partial void LogLeaseLost(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease of slice {Slice} of run {RunId} could not be renewed")]
    private partial void LogHeartbeat(Exception failure, long runId, int slice);
}

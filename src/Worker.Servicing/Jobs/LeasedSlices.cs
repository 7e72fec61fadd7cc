using Microsoft.Extensions.Logging;

namespace Worker.Servicing.Jobs;

/// <summary>Works on a slice for as long as its lease holds. Who ends a run takes its slices away, and so stops whoever works on them.</summary>
/// <param name="cancellations">Null where no run can be cancelled.</param>
internal sealed partial class LeasedSlices(IRunStore store, RunSettings settings, MachineClock machine, ILogger logger, ICancellationRequests? cancellations)
{
    private static readonly TimeSpan ClosingTime = TimeSpan.FromSeconds(3);

    /// <summary>Works through a slice and marks it as done; returns as well when it was taken away.</summary>
    /// <exception cref="RunCancelledException">The run is to be cancelled. The batch in hand is written, and the slice given back.</exception>
    public async Task WorkAsync(IJob job, Run run, SliceLease lease, CancellationToken cancellationToken)
    {
        var request = new CancellationRequest { Cancel = cancellations is null ? null : await cancellations.FindCancelAsync(lease.RunId, cancellationToken) };
        if (request.Cancel is string wanted)
        {
            await ReleaseAsync(lease);
            throw new RunCancelledException(wanted);
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task heartbeat = KeepLeaseAsync(lease, request, stop);
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
            if (request.Cancel is string reason)
            {
                await ReleaseAsync(lease);
                throw new RunCancelledException(reason);
            }

            LogLeaseLost(new LeaseLostException(lease).Message);
        }
        catch (Exception)
        {
            await ReleaseAsync(lease);
            throw;
        }
        finally
        {
            await stop.CancelAsync();
            await heartbeat.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Gives a slice back. One that can't be given back is free when its lease runs out: no reason to forget why it was let go of.</summary>
    private async Task ReleaseAsync(SliceLease lease)
    {
        try
        {
            using var closing = new CancellationTokenSource(ClosingTime, machine.Time);
            await store.ReleaseAsync(lease, closing.Token);
        }
        catch (Exception failure)
        {
            LogRelease(failure, lease.RunId, lease.Number);
        }
    }

    /// <summary>Renews the lease while the slice is worked on. A worker that learns that it lost it, or that the run is to be cancelled, stops at once.</summary>
    private async Task KeepLeaseAsync(SliceLease lease, CancellationRequest request, CancellationTokenSource stop)
    {
        using var timer = new PeriodicTimer(settings.Heartbeat, machine.Time);
        DateTimeOffset renewed = machine.Now;
        while (await timer.WaitForNextTickAsync(stop.Token))
        {
            try
            {
                request.Cancel = cancellations is null ? null : await cancellations.FindCancelAsync(lease.RunId, stop.Token);
                bool isDue = machine.Now - renewed >= settings.Renewal - (settings.Heartbeat / 2);
                if (request.Cancel is not null || (isDue && !await store.RenewAsync(lease, machine.Now + settings.Lease, stop.Token)))
                {
                    await stop.CancelAsync();
                }

                renewed = isDue ? machine.Now : renewed;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // The fence protects the slice either way; the next renewal may succeed.
                LogHeartbeat(failure, lease.RunId, lease.Number);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Reason}")]
    private partial void LogLeaseLost(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease of slice {Slice} of run {RunId} could not be renewed")]
    private partial void LogHeartbeat(Exception failure, long runId, int slice);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Slice {Slice} of run {RunId} could not be given back; others take it when its lease runs out")]
    private partial void LogRelease(Exception failure, long runId, int slice);

    private sealed class CancellationRequest
    {
        public string? Cancel { get; set; }
    }
}

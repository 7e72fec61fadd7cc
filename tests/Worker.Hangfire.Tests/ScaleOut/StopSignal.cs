using Hangfire.Server;

namespace Worker.Hangfire.Tests.ScaleOut;

/// <summary>Tells when a background job has been told to stop.</summary>
internal sealed class StopSignal : IServerFilter
{
    private readonly TaskCompletionSource told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Told => told.Task;

    public void OnPerforming(PerformingContext context) => context.CancellationToken.ShutdownToken.Register(() => told.TrySetResult());

    public void OnPerformed(PerformedContext context)
    {
    }
}

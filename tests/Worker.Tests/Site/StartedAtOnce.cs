using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Worker.Servicing.Jobs;

namespace Worker.Tests.Site;

/// <summary>In place of the engine's queue: a run is begun at once, beside the request that asked for it, until the site stops.</summary>
internal sealed class StartedAtOnce(JobRunner runner, IHostApplicationLifetime host) : IRunStarter, IAsyncDisposable
{
    private readonly ConcurrentBag<Task> underWay = [];

    public async Task<StartedRun> StartAsync(RunRequest request, CancellationToken cancellationToken)
    {
        OpenedRun opened = await runner.OpenAsync(request, cancellationToken);
        underWay.Add(Task.Run(() => runner.ContinueAsync(opened, 0, host.ApplicationStopping), CancellationToken.None));
        return new StartedRun(opened.Run.RunId, null);
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(underWay).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}

using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Worker.Servicing;
using Worker.Servicing.Operators;
using Worker.Site.Access;

namespace Worker.Site.Live;

/// <summary>Tells browsers how far runs have come, as server-sent events.</summary>
internal static class LiveEndpoints
{
    public const string Path = "/live";

    /// <summary>Where one listens to one run alone.</summary>
    public static string PathOf(long runId) => $"{Path}?run={runId}";

    /// <summary>The event that carries the progress of all runs, as the piece of the page that shows it.</summary>
    public const string Progress = "progress";

    /// <summary>The event that says that figures have changed: a run has ended.</summary>
    public const string Ended = "ended";

    // A browser comes back by itself, and shows by that that it is still signed in.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ComesBackAfter = TimeSpan.FromSeconds(3);

    public static void MapLive(this IEndpointRouteBuilder site) =>
        site.MapGet(Path, (HttpContext context, RunWatch watch, MachineClock machine, long? run, CancellationToken aborted) =>
            TypedResults.ServerSentEvents(EventsAsync(context, watch, machine, run, aborted))).RequireViewer();

    private static async IAsyncEnumerable<SseItem<string>> EventsAsync(
        HttpContext context, RunWatch watch, MachineClock machine, long? run, [EnumeratorCancellation] CancellationToken aborted)
    {
        using var longest = new CancellationTokenSource(Longest, machine.Time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(aborted, longest.Token);
        var underWay = new HashSet<long>();
        bool isShown = false;
        await foreach (IReadOnlyList<RunProgress> every in watch.WatchAsync(end.Token))
        {
            IReadOnlyList<RunProgress> look = run is null ? every : [.. every.Where(one => one.RunId == run)];
            bool hasEnded = underWay.RemoveWhere(known => look.All(one => one.RunId != known)) > 0;
            underWay.UnionWith(look.Select(one => one.RunId));
            if (!isShown || hasEnded || look.Count > 0)
            {
                isShown = true;
                yield return new SseItem<string>(await RenderAsync(context.RequestServices, look), Progress) { ReconnectionInterval = ComesBackAfter };
            }

            if (hasEnded)
            {
                yield return new SseItem<string>(Ended, Ended);
            }
        }
    }

    private static async Task<string> RenderAsync(IServiceProvider services, IReadOnlyList<RunProgress> runs)
    {
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var shown = ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(RunsUnderWay.Runs)] = runs });
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<RunsUnderWay>(shown)).ToHtmlString());
    }
}

using System.Data.Common;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Worker.Data.Operations;
using Worker.Data.Queries;
using Worker.Ops.Access;
using Worker.Ops.SignIn;
using Worker.Servicing.Jobs;

namespace Worker.Ops.Live;

/// <summary>Tells browsers how far runs have come, as server-sent events.</summary>
internal static class LiveEndpoints
{
    public const string Path = "/live";

    public static string PathOf(long runId) => $"{Path}?run={runId}";

    /// <summary>The header of requests that a page makes by itself; they don't keep a session from ending.</summary>
    public const string ByItself = "X-By-Itself";

    /// <summary>The event that carries the progress of all runs, as the piece of the page that shows it.</summary>
    public const string Progress = "progress";

    /// <summary>The event that says that figures have changed: a run has ended.</summary>
    public const string Ended = "ended";

    // A browser connects again by itself, which proves that it is still signed in.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ComesBackAfter = TimeSpan.FromSeconds(3);

    public static void MapLive(this IEndpointRouteBuilder site) =>
        site.MapGet(Path, (HttpContext context, RunWatch watch, SignInJournal sessions, MachineClock machine, long? run, CancellationToken aborted) =>
            TypedResults.ServerSentEvents(EventsAsync(context, watch, sessions, machine, run, aborted))).RequireViewer();

    private static async IAsyncEnumerable<SseItem<string>> EventsAsync(
        HttpContext context, RunWatch watch, SignInJournal sessions, MachineClock machine, long? run, [EnumeratorCancellation] CancellationToken aborted)
    {
        string session = OperatorSession.IdOf(context.User);
        DateTimeOffset? idleUntil = context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc;
        using var longest = new CancellationTokenSource(Longest, machine.Time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(aborted, longest.Token);
        var underWay = new HashSet<long>();
        bool isShown = false;
        await foreach (IReadOnlyList<RunProgress> every in watch.WatchAsync(end.Token))
        {
            if (session.Length > 0 && (machine.Now >= idleUntil || !await IsOpenAsync(sessions, session, machine.Now, end.Token)))
            {
                yield break;
            }

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

    // Where the database does not answer, the browser connects again and gets the error then.
    private static async Task<bool> IsOpenAsync(SignInJournal sessions, string session, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            return await sessions.IsOpenAsync(session, now, cancellationToken);
        }
        catch (Exception failure) when (failure is DbException or OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task<string> RenderAsync(IServiceProvider services, IReadOnlyList<RunProgress> runs)
    {
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var shown = ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(RunsUnderWay.Runs)] = runs });
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<RunsUnderWay>(shown)).ToHtmlString());
    }
}

using Worker.Data.Queries;
using Worker.Ops.Access;

namespace Worker.Ops.Runs;

/// <summary>What jobs did: the list, one run, and the levers over them.</summary>
internal sealed class RunsSection : ISitePage
{
    public static string PathOf(long runId) => $"/runs/{runId}";

    public string Path => "/runs";

    public string Title => RunsTexts.Current.Title;

    public string Policy => SitePolicies.Viewer;

    public void Map(IEndpointRouteBuilder site)
    {
        site.MapGet(Path, ListAsync);
        site.MapRun();
        site.MapRunAgain();
    }

    private static async Task<IResult> ListAsync(HttpRequest request, RunReader reader, CancellationToken cancellationToken)
    {
        RunFilter filter = RunFilter.Of(request.Query);
        return SiteResults.Page<RunsPage>(
            (nameof(RunsPage.Filter), filter), (nameof(RunsPage.Runs), await reader.ReadAsync(filter.Query, cancellationToken)));
    }
}

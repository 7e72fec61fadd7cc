using Worker.Data.Queries;
using Worker.Ops.Access;
using Worker.Servicing.Operations;

namespace Worker.Ops.Today;

/// <summary>The first page: the day in money.</summary>
internal sealed class TodaySection : ISitePage
{
    public string Path => "/";

    public string Title => TodayTexts.Current.Title;

    public string Policy => SitePolicies.Viewer;

    public void Map(IEndpointRouteBuilder site) => site.MapGet(Path, ShowAsync);

    private static async Task<IResult> ShowAsync(TodayService desk, IRunProgressReader runs, CancellationToken cancellationToken) =>
        SiteResults.Page<TodayPage>(
            (nameof(TodayPage.Report), await desk.ReadAsync(cancellationToken)),
            (nameof(TodayPage.Runs), await runs.ReadAsync(cancellationToken)));
}

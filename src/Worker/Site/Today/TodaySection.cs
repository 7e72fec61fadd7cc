using Worker.Servicing.Operators;
using Worker.Site.Access;

namespace Worker.Site.Today;

/// <summary>The first page: the day in money.</summary>
internal sealed class TodaySection : ISitePage
{
    /// <inheritdoc/>
    public string Path => "/";

    /// <inheritdoc/>
    public string Title => TodayTexts.Current.Title;

    /// <inheritdoc/>
    public string Policy => SitePolicies.Viewer;

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder site) => site.MapGet(Path, ShowAsync);

    private static async Task<IResult> ShowAsync(TodayDesk desk, IRunProgressReader runs, CancellationToken cancellationToken) =>
        SiteResults.Page<TodayPage>(
            (nameof(TodayPage.Report), await desk.ReadAsync(cancellationToken)),
            (nameof(TodayPage.Runs), await runs.ReadAsync(cancellationToken)));
}

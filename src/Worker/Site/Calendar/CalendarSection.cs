using Worker.Servicing.Operators;
using Worker.Site.Access;

namespace Worker.Site.Calendar;

/// <summary>What the coming days bring.</summary>
internal sealed class CalendarSection : ISitePage
{
    /// <inheritdoc/>
    public string Path => "/calendar";

    /// <inheritdoc/>
    public string Title => CalendarTexts.Current.Title;

    /// <inheritdoc/>
    public string Policy => SitePolicies.Viewer;

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder site) => site.MapGet(Path, ShowAsync);

    private static async Task<IResult> ShowAsync(CalendarDesk desk, CancellationToken cancellationToken) =>
        SiteResults.Page<CalendarPage>((nameof(CalendarPage.Report), await desk.ReadAsync(cancellationToken)));
}

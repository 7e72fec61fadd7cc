using Worker.Ops.Access;
using Worker.Servicing.Operations;

namespace Worker.Ops.Calendar;

/// <summary>What the coming days bring.</summary>
internal sealed class CalendarSection : ISitePage
{
    public string Path => "/calendar";

    public string Title => CalendarTexts.Current.Title;

    public string Policy => SitePolicies.Viewer;

    public void Map(IEndpointRouteBuilder site) => site.MapGet(Path, ShowAsync);

    private static async Task<IResult> ShowAsync(CalendarService desk, CancellationToken cancellationToken) =>
        SiteResults.Page<CalendarPage>((nameof(CalendarPage.Report), await desk.ReadAsync(cancellationToken)));
}

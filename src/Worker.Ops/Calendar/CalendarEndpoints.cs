using Worker.Servicing.Operations;

namespace Worker.Ops.Calendar;

internal static class CalendarEndpoints
{
    private const string Path = "/calendar";

    public static void MapCalendar(this IEndpointRouteBuilder site) => site.MapGet(Path, ShowAsync);

    private static async Task<IResult> ShowAsync(CalendarService calendar, CancellationToken cancellationToken) =>
        SiteResults.Page<CalendarPage>((nameof(CalendarPage.Report), await calendar.ReadAsync(cancellationToken)));
}

using Worker.Data.Queries;
using Worker.Servicing.Operations;

namespace Worker.Ops.Today;

/// <summary>The first page: the day in money.</summary>
internal static class TodayEndpoints
{
    private const string Path = "/";

    public static void MapToday(this IEndpointRouteBuilder site) => site.MapGet(Path, ShowAsync);

    private static async Task<IResult> ShowAsync(TodayService today, IRunProgressReader runs, CancellationToken cancellationToken) =>
        SiteResults.Page<TodayPage>(
            (nameof(TodayPage.Report), await today.ReadAsync(cancellationToken)),
            (nameof(TodayPage.Runs), await runs.ReadAsync(cancellationToken)));
}

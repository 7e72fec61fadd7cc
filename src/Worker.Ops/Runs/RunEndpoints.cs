using Worker.Data.Queries;
using Worker.Ops.Access;
using Worker.Ops.Components;
using Worker.Servicing.Operations;

namespace Worker.Ops.Runs;

/// <summary>What jobs did: the list, one run, and cancelling it.</summary>
internal static class RunEndpoints
{
    public static string PathOf(long runId) => $"/runs/{runId}";

    public static void MapRuns(this IEndpointRouteBuilder site)
    {
        site.MapGet("/runs", ListAsync);
        site.MapGet("/runs/{runId:long}", ShowAsync);
        site.MapPost("/runs/{runId:long}/cancel", CancelAsync).RequireOperator();
    }

    private static async Task<IResult> ListAsync(HttpRequest request, RunReader reader, CancellationToken cancellationToken)
    {
        RunFilter filter = RunFilter.Of(request.Query);
        return SiteResults.Page<RunsPage>(
            (nameof(RunsPage.Filter), filter), (nameof(RunsPage.Runs), await reader.ReadAsync(filter.Query, cancellationToken)));
    }

    private static Task<IResult> ShowAsync(
        long runId, int? slices, string? code, long? errors, RunReader reader, RunLog log, CancellationToken cancellationToken) =>
        PageAsync(
            StatusCodes.Status200OK,
            runId,
            new RunPart(Math.Max(0, slices ?? 0), string.IsNullOrEmpty(code) ? null : code, Math.Max(0, errors ?? 0)),
            null,
            reader,
            log,
            cancellationToken);

    private static async Task<IResult> CancelAsync(
        long runId, HttpContext context, RunService service, RunReader reader, RunLog log, CancellationToken cancellationToken)
    {
        IFormCollection form = await context.Request.ReadFormAsync(cancellationToken);
        if (ActionNote.Read(context, form) is not OperatorNote note)
        {
            return await PageAsync(
                StatusCodes.Status422UnprocessableEntity, runId, new RunPart(), Texts.Site["ReasonMissing"], reader, log, cancellationToken);
        }

        return await service.CancelAsync(runId, note, cancellationToken) switch
        {
            null => TypedResults.NotFound(),
            { Changed: true } outcome => TypedResults.LocalRedirect(OpenOrdersNote.Tell(PathOf(runId), outcome)),
            _ => await PageAsync(
                StatusCodes.Status409Conflict, runId, new RunPart(), Texts.Runs["OverAlready"], reader, log, cancellationToken),
        };
    }

    private static async Task<IResult> PageAsync(
        int status, long runId, RunPart part, string? failure, RunReader reader, RunLog log, CancellationToken cancellationToken) =>
        await reader.FindAsync(runId, part, cancellationToken) is not RunDetails details
            ? TypedResults.NotFound()
            : SiteResults.Page<RunPage>(
                status,
                (nameof(RunPage.Details), details),
                (nameof(RunPage.Part), part),
                (nameof(RunPage.Lines), log.LinesOf(runId)),
                (nameof(RunPage.Failure), failure));
}

using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Extensions;
using Worker.Data.Queries;
using Worker.Ops.Access;
using Worker.Ops.Components;
using Worker.Servicing.Jobs;
using Worker.Servicing.Operations;

namespace Worker.Ops.Runs;

/// <summary>Running a job by hand: choose it, preview it, give a reason, run it.</summary>
internal static partial class RunAgainEndpoints
{
    public const string Path = "/runs/again";

    public const string Date = "date";

    public const string Occurrence = "occurrence";

    private const string Asked = "/runs/asked";
    private const string Background = "background";

    public static void MapRunAgain(this IEndpointRouteBuilder site)
    {
        site.MapGet(Path, PreviewAsync).RequireOperator();
        site.MapPost(Path, StartAsync).RequireOperator();
        site.MapGet(Asked, FindAsync);
    }

    /// <summary>The address of the preview of a job for a date.</summary>
    public static string PreviewOf(string job, DateOnly businessDate) =>
        Path + new QueryBuilder { { RunFilter.Job, job }, { Date, RunFilter.Text(businessDate) } };

    private static async Task<IResult> PreviewAsync(string? job, string? date, RunService service, CancellationToken cancellationToken) =>
        JobList.Find(job ?? "") is JobDefinition definition && RunFilter.Date(date) is DateOnly businessDate
            ? await ShowPreviewAsync(StatusCodes.Status200OK, definition, businessDate, RunRequest.NewOccurrence(), null, null, service, cancellationToken)
            : Choice(StatusCodes.Status200OK, job, service, null);

    private static async Task<IResult> StartAsync(HttpContext context, RunService service, CancellationToken cancellationToken)
    {
        IFormCollection form = await context.Request.ReadFormAsync(cancellationToken);
        if (JobList.Find(form[RunFilter.Job].ToString()) is not JobDefinition job || RunFilter.Date(form[Date]) is not DateOnly businessDate)
        {
            return Choice(StatusCodes.Status422UnprocessableEntity, form[RunFilter.Job], service, Texts.Runs["NotUnderstood"]);
        }

        string occurrence = OccurrencePattern().IsMatch(form[Occurrence].ToString()) ? form[Occurrence].ToString() : RunRequest.NewOccurrence();
        if (ActionNote.Read(context, form) is not OperatorNote note)
        {
            return await ShowPreviewAsync(
                StatusCodes.Status422UnprocessableEntity, job, businessDate, occurrence, form[ActionNote.Field], Texts.Site["ReasonMissing"], service, cancellationToken);
        }

        try
        {
            StartedRun started = await service.StartAsync(job, businessDate, occurrence, note, cancellationToken);
            return TypedResults.LocalRedirect(
                started.RunId is long runId ? RunEndpoints.PathOf(runId) : AddressOf(job, businessDate, occurrence, started.BackgroundJob));
        }
        catch (OperationRefusedException refused)
        {
            return Choice(StatusCodes.Status422UnprocessableEntity, job.Name, service, refused.Message);
        }
    }

    private static async Task<IResult> FindAsync(
        HttpContext context, string? job, string? date, string? occurrence, string? background, RunReader reader, IRunProgressReader underWay)
    {
        CancellationToken aborted = context.RequestAborted;
        if (JobList.Find(job ?? "") is not JobDefinition definition || RunFilter.Date(date) is not DateOnly businessDate || !OccurrencePattern().IsMatch(occurrence ?? ""))
        {
            return TypedResults.NotFound();
        }

        if (await reader.FindOccurrenceAsync(definition.Name, businessDate, occurrence!, aborted) is long runId)
        {
            return TypedResults.LocalRedirect(RunEndpoints.PathOf(runId));
        }

        // Without scripts, too: the browser asks again by itself.
        context.Response.Headers["Refresh"] = "2";
        return SiteResults.Page<RunAskedPage>(
            (nameof(RunAskedPage.Job), definition.Name),
            (nameof(RunAskedPage.BusinessDate), businessDate),
            (nameof(RunAskedPage.UnderWay), (await underWay.ReadAsync(aborted)).FirstOrDefault(run => run.Job == definition.Name)),
            (nameof(RunAskedPage.BackgroundJob), background));
    }

    private static async Task<IResult> ShowPreviewAsync(
        int status, JobDefinition job, DateOnly businessDate, string occurrence, string? reason, string? failure, RunService service, CancellationToken cancellationToken)
    {
        try
        {
            RunReport report = await service.PreviewAsync(job, businessDate, cancellationToken);
            return SiteResults.Page<RunPreviewPage>(
                status,
                (nameof(RunPreviewPage.Preview), report),
                (nameof(RunPreviewPage.Occurrence), occurrence),
                (nameof(RunPreviewPage.Reason), reason),
                (nameof(RunPreviewPage.Failure), failure));
        }
        catch (OperationRefusedException refused)
        {
            return Choice(StatusCodes.Status422UnprocessableEntity, job.Name, service, refused.Message);
        }
    }

    private static IResult Choice(int status, string? job, RunService service, string? failure) => SiteResults.Page<RunAgainPage>(
        status,
        (nameof(RunAgainPage.Job), JobList.Find(job ?? "")?.Name),
        (nameof(RunAgainPage.NewestDates), JobList.All.ToDictionary(one => one.Name, service.NewestDateOf, StringComparer.Ordinal)),
        (nameof(RunAgainPage.Failure), failure));

    private static string AddressOf(JobDefinition job, DateOnly businessDate, string occurrence, string? backgroundJob)
    {
        var address = new QueryBuilder { { RunFilter.Job, job.Name }, { Date, RunFilter.Text(businessDate) }, { Occurrence, occurrence } };
        if (backgroundJob is not null)
        {
            address.Add(Background, backgroundJob);
        }

        return Asked + address;
    }

    [GeneratedRegex("^manual [0-9a-f]{32}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex OccurrencePattern();
}

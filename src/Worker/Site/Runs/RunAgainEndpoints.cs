using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Extensions;
using Worker.Servicing.Operators;
using Worker.Servicing.Runs;
using Worker.Site.Access;
using Worker.Site.Components;

namespace Worker.Site.Runs;

/// <summary>Having a job run by hand: choose, look what it would do, say why, do it.</summary>
internal static partial class RunAgainEndpoints
{
    public const string Path = "/runs/again";

    public const string Date = "date";

    public const string Occasion = "occasion";

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

    private static async Task<IResult> PreviewAsync(string? job, string? date, RunDesk desk, CancellationToken cancellationToken) =>
        JobList.Find(job ?? "") is JobDefinition definition && RunFilter.Date(date) is DateOnly businessDate
            ? await ShowPreviewAsync(StatusCodes.Status200OK, definition, businessDate, RunRequest.NewOccasion(), null, null, desk, cancellationToken)
            : Choice(StatusCodes.Status200OK, job, desk, null);

    private static async Task<IResult> StartAsync(HttpContext context, RunDesk desk, CancellationToken cancellationToken)
    {
        IFormCollection form = await context.Request.ReadFormAsync(cancellationToken);
        if (JobList.Find(form[RunFilter.Job].ToString()) is not JobDefinition job || RunFilter.Date(form[Date]) is not DateOnly businessDate)
        {
            return Choice(StatusCodes.Status422UnprocessableEntity, form[RunFilter.Job], desk, RunAgainTexts.Current.NotUnderstood);
        }

        string occasion = OccasionPattern().IsMatch(form[Occasion].ToString()) ? form[Occasion].ToString() : RunRequest.NewOccasion();
        if (ActionNote.Read(context, form) is not OperatorNote note)
        {
            return await ShowPreviewAsync(
                StatusCodes.Status422UnprocessableEntity, job, businessDate, occasion, form[ActionNote.Field], Layout.LayoutTexts.Current.ReasonMissing, desk, cancellationToken);
        }

        try
        {
            StartedRun started = await desk.StartAsync(job, businessDate, occasion, note, cancellationToken);
            return TypedResults.LocalRedirect(
                started.RunId is long runId ? RunsSection.PathOf(runId) : AddressOf(job, businessDate, occasion, started.BackgroundJob));
        }
        catch (LeverRefusedException refused)
        {
            return Choice(StatusCodes.Status422UnprocessableEntity, job.Name, desk, refused.Message);
        }
    }

    private static async Task<IResult> FindAsync(
        HttpContext context, string? job, string? date, string? occasion, string? background, IRunReader reader, IRunProgressReader underWay)
    {
        CancellationToken aborted = context.RequestAborted;
        if (JobList.Find(job ?? "") is not JobDefinition definition || RunFilter.Date(date) is not DateOnly businessDate || !OccasionPattern().IsMatch(occasion ?? ""))
        {
            return TypedResults.NotFound();
        }

        if (await reader.FindOccasionAsync(definition.Name, businessDate, occasion!, aborted) is long runId)
        {
            return TypedResults.LocalRedirect(RunsSection.PathOf(runId));
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
        int status, JobDefinition job, DateOnly businessDate, string occasion, string? reason, string? failure, RunDesk desk, CancellationToken cancellationToken)
    {
        try
        {
            RunReport report = await desk.PreviewAsync(job, businessDate, cancellationToken);
            return SiteResults.Page<RunPreviewPage>(
                status,
                (nameof(RunPreviewPage.Preview), report),
                (nameof(RunPreviewPage.Occasion), occasion),
                (nameof(RunPreviewPage.Reason), reason),
                (nameof(RunPreviewPage.Failure), failure));
        }
        catch (LeverRefusedException refused)
        {
            return Choice(StatusCodes.Status422UnprocessableEntity, job.Name, desk, refused.Message);
        }
    }

    private static IResult Choice(int status, string? job, RunDesk desk, string? failure) => SiteResults.Page<RunAgainPage>(
        status,
        (nameof(RunAgainPage.Job), JobList.Find(job ?? "")?.Name),
        (nameof(RunAgainPage.NewestDates), JobList.All.ToDictionary(one => one.Name, desk.NewestDateOf, StringComparer.Ordinal)),
        (nameof(RunAgainPage.Failure), failure));

    private static string AddressOf(JobDefinition job, DateOnly businessDate, string occasion, string? backgroundJob)
    {
        var address = new QueryBuilder { { RunFilter.Job, job.Name }, { Date, RunFilter.Text(businessDate) }, { Occasion, occasion } };
        if (backgroundJob is not null)
        {
            address.Add(Background, backgroundJob);
        }

        return Asked + address;
    }

    [GeneratedRegex("^manual [0-9a-f]{32}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OccasionPattern();
}

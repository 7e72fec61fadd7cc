using System.Globalization;
using System.Text.RegularExpressions;
using Hangfire;
using Hangfire.Common;
using Hangfire.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Worker.Hangfire.Jobs;
using Worker.Hangfire.Scheduling;
using Worker.Servicing.Jobs;
using Worker.Servicing.Operations;

namespace Worker.Hangfire.Dashboard;

/// <summary>
/// Comes before the dashboard's buttons: each press is in the audit log, under the operator's name, before it does anything. A job
/// that has to be confirmed is neither triggered nor requeued: its button leads to the preview, which asks for a reason.
/// </summary>
/// <param name="previewOf">As in <see cref="DashboardMapping.MapEngineDashboard"/>.</param>
internal sealed partial class DashboardActions(
    RequestDelegate inner, Func<HttpContext, Task<DashboardAccess>> access, Func<string, DateOnly?, string?> previewOf)
{
    private const string Jobs = "jobs[]";
    private const string Recurring = "/recurring";
    private const string BackgroundJobs = "/jobs/";
    private const string Trigger = "trigger";
    private const string Requeue = "requeue";

    // The dashboard's script posts in the background and then reloads its page: that request is the one to redirect.
    private const string PreviewCookie = "worker-confirm";
    private const int MostNamed = 20;

    public async Task InvokeAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        // Hangfire's own routes know no case and no slash at the end.
        string path = $"/{context.GetRouteValue("path")}".TrimEnd('/');
        if (!HttpMethods.IsPost(request.Method))
        {
            await ShowAsync(context, path);
            return;
        }

        // Hangfire reads the forms of these whatever their content type.
        if (Form().IsMatch(path) && !request.HasFormContentType)
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        if (Button().Match(path) is { Success: true } button && await access(context) == DashboardAccess.Operate)
        {
            await PressAsync(context, button.Groups["action"].Value.ToLowerInvariant(), button.Groups["id"].Value, path.StartsWith(Recurring, StringComparison.OrdinalIgnoreCase));
            return;
        }

        await inner(context);
    }

    private async Task ShowAsync(HttpContext context, string path)
    {
        if (path.Equals("/stats", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = HttpMethods.Post;
            return;
        }

        bool hasButtons = path.Equals(Recurring, StringComparison.OrdinalIgnoreCase) || path.StartsWith(BackgroundJobs, StringComparison.OrdinalIgnoreCase);
        if (hasButtons && context.Request.Cookies[PreviewCookie] is { } confirmed)
        {
            context.Response.Cookies.Delete(PreviewCookie, CookieOf(context));
            string[] jobAndDate = confirmed.Split(' ', 2);
            if (previewOf(jobAndDate[0], DateOf(jobAndDate.ElementAtOrDefault(1))) is { } preview)
            {
                context.Response.Redirect(preview);
                return;
            }
        }

        await inner(context);
    }

    private async Task PressAsync(HttpContext context, string action, string id, bool isRecurring)
    {
        IServiceProvider services = context.RequestServices;
        string[] chosen = id.Length > 0 ? [id] : [.. (await context.Request.ReadFormAsync(context.RequestAborted))[Jobs].OfType<string>()];
        if (action is Trigger or Requeue)
        {
            ILookup<bool, string> isConfirmed = chosen.ToLookup(one => ToConfirm(one, isRecurring, services) is not null);
            if (isConfirmed[true].FirstOrDefault() is { } first)
            {
                context.Response.Cookies.Append(PreviewCookie, ToConfirm(first, isRecurring, services)!, CookieOf(context));
                chosen = [.. isConfirmed[false]];
                context.Request.Form = new FormCollection(new(StringComparer.Ordinal) { [Jobs] = chosen });
            }
        }

        if (chosen.Length == 0)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        string named = string.Join(", ", chosen.Take(MostNamed).Select(one => NameOf(one, isRecurring, services)));
        await services.GetRequiredService<IAuditLog>().WriteAsync(
            new AuditEntry(
                services.GetRequiredService<MachineClock>().Now,
                services.GetRequiredService<CurrentActor>().Actor,
                $"hangfire-{action}",
                isRecurring ? "recurring jobs" : "background jobs",
                null,
                chosen.Length > MostNamed ? $"{named} and {chosen.Length - MostNamed} more" : named),
            context.RequestAborted);
        await inner(context);
    }

    // A background job's number means nothing once the storage has dropped it.
    private static string NameOf(string id, bool isRecurring, IServiceProvider services) =>
        !isRecurring && JobOf(id, services) is { } job ? $"{id} ({JobTitles.Of(job)})" : id;

    /// <summary>The job's name, and the business date of a background job; null if no confirmation is needed.</summary>
    private string? ToConfirm(string id, bool isRecurring, IServiceProvider services)
    {
        if (isRecurring)
        {
            return previewOf(id, null) is null ? null : id;
        }

        return JobOf(id, services) is { } job && job.IsRun() && previewOf(job.Text(0)!, DateOf(job.Text(1))) is not null
            ? $"{job.Text(0)} {job.Text(1)}"
            : null;
    }

    private static Job? JobOf(string id, IServiceProvider services)
    {
        using IStorageConnection connection = services.GetRequiredService<JobStorage>().GetConnection();
        return connection.GetJobData(id)?.Job;
    }

    private static DateOnly? DateOf(string? text) =>
        DateOnly.TryParseExact(text, JobCalls.DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) ? date : null;

    private static CookieOptions CookieOf(HttpContext context) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
        Path = DashboardMapping.Path,
        MaxAge = TimeSpan.FromMinutes(1),
    };

    [GeneratedRegex("^/(?:recurring|jobs/[a-z]+)/(?<action>trigger|remove|requeue|delete|enqueue)(?:/(?<id>[^/]{1,100}))?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Button();

    [GeneratedRegex("^/(?:stats|recurring/[a-z]+|jobs/[a-z]+/[a-z]+)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}

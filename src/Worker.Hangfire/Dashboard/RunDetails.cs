using System.Globalization;
using System.Net;
using System.Text;
using Hangfire.Dashboard;
using Microsoft.Extensions.DependencyInjection;
using Worker.Hangfire.Jobs;
using Worker.Servicing.Jobs;

namespace Worker.Hangfire.Dashboard;

/// <summary>
/// Shows on a background job's page its runs: state, counters, amounts, errors. They are read from our tables with the page, as
/// those of the ops site are.
/// </summary>
internal static class RunDetails
{
    /// <summary>The tables of a job's runs; empty if it has none yet.</summary>
    public static NonEscapedString Render(JobDetailsRendererDto job)
    {
        IServiceProvider services = job.Page.Context.GetHttpContext().RequestServices;
        var html = new StringBuilder();
        foreach (long runId in RunsOf(job.JobDetails.Properties))
        {
            // Hangfire renders its pages synchronously.
            RunReport report = services.GetRequiredService<IRunStore>().ReportAsync(runId, CancellationToken.None).GetAwaiter().GetResult();
            Write(html, report);
        }

        return new NonEscapedString(html.ToString());
    }

    private static IEnumerable<long> RunsOf(IDictionary<string, string> properties) =>
        properties.TryGetValue(JobMarks.Runs, out string? runs)
            ? runs.Trim('"').Split(',').Where(id => long.TryParse(id, CultureInfo.InvariantCulture, out _)).Select(id => long.Parse(id, CultureInfo.InvariantCulture))
            : [];

    private static void Write(StringBuilder html, RunReport report)
    {
        string title = Text($"Run {report.RunId} of {report.Job} for {report.BusinessDate:yyyy-MM-dd}: {report.State.Name()}");
        html.Append(CultureInfo.InvariantCulture, $"<h3 id=\"run-{report.RunId}\">{title}</h3>");
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"text-muted\">{Text($"Began {report.StartedAt:yyyy-MM-dd HH:mm:ss} UTC")}");
        html.Append(report.FinishedAt is { } end ? Text($", ended {end:yyyy-MM-dd HH:mm:ss} UTC") : "").Append("</p>");
        if (report.StopReason is { } reason)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"text-danger\">{WebUtility.HtmlEncode(reason)}</p>");
        }

        html.Append(CultureInfo.InvariantCulture, $"<table class=\"table table-condensed job-snippet-properties\" aria-describedby=\"run-{report.RunId}\">");
        foreach ((string name, long count) in report.Counts)
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td class=\"width-20\">{WebUtility.HtmlEncode(name)}</td>");
            html.Append(CultureInfo.InvariantCulture, $"<td><pre><code>{Text($"{count:N0}")}{WebUtility.HtmlEncode(RunSentence.AmountsOf(report, name))}</code></pre></td></tr>");
        }

        foreach (RunError error in report.Errors)
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td class=\"width-20\">{WebUtility.HtmlEncode(error.Code)}</td>");
            html.Append(CultureInfo.InvariantCulture, $"<td><pre><code>{WebUtility.HtmlEncode($"{error.Subject}: {error.Detail}")}</code></pre></td></tr>");
        }

        html.Append("</table>");
        if (report.Counts.Count == 0)
        {
            html.Append("<p>There was nothing to do.</p>");
        }
    }

    private static string Text(FormattableString text) => WebUtility.HtmlEncode(text.ToString(CultureInfo.InvariantCulture));
}

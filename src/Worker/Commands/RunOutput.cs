using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;
using Worker.Servicing.Currencies;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger;

namespace Worker.Commands;

/// <summary>Prints what a run did, for people or as the JSON object of the contract.</summary>
internal static class RunOutput
{
    public static JsonSerializerOptions JsonOptions { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = false,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(RunReport report, bool asJson, bool isPreview)
    {
        if (asJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(ToContract(report), JsonOptions));
        }
        else
        {
            WriteTable(report, isPreview);
        }
    }

    private static object ToContract(RunReport report) => new
    {
        report.RunId,
        report.Job,
        report.BusinessDate,
        State = report.State.Name(),
        report.Trigger,
        report.StartedAt,
        report.FinishedAt,
        report.Counts,
        report.Amounts,
        Errors = ErrorsOf(report).Select(error => new { error.Code, error.Subject, error.Detail }),
    };

    /// <summary>Why a run stopped or failed comes first among its errors.</summary>
    private static IEnumerable<RunError> ErrorsOf(RunReport report) => report.StopReason is string reason
        ? report.Errors.Prepend(new RunError(report.State.Name(), $"run {report.RunId}", reason))
        : report.Errors;

    private static void WriteTable(RunReport report, bool isPreview)
    {
        string what = isPreview ? "Preview" : $"Run {report.RunId}";
        AnsiConsole.MarkupLineInterpolated($"[bold]{what}[/] of {report.Job} for {report.BusinessDate:yyyy-MM-dd}: [bold]{report.State.Name()}[/]");
        if (report.Opening == RunOpening.Joined)
        {
            AnsiConsole.WriteLine("The run was active already; this trigger joined it.");
        }

        if (report.StopReason is string reason)
        {
            AnsiConsole.WriteLine(reason);
        }

        if (report.Counts.Count == 0)
        {
            AnsiConsole.WriteLine("There was nothing to do.");
            return;
        }

        var table = new Table().AddColumns("what", "count", "amount");
        foreach ((string name, long count) in report.Counts)
        {
            table.AddRow(Markup.Escape(name), $"{count:N0}", Markup.Escape(AmountsOf(report, name)));
        }

        AnsiConsole.Write(table);
        foreach (RunError error in report.Errors)
        {
            AnsiConsole.WriteLine($"{error.Code}: {error.Subject}: {error.Detail}");
        }
    }

    private static string AmountsOf(RunReport report, string name) => string.Join(
        ", ",
        report.Amounts
            .Where(currency => currency.Value.ContainsKey(name) && Currency.TryParse(currency.Key, out _))
            .Select(currency => new Money(currency.Value[name], Currency.Parse(currency.Key)).ToString()));
}

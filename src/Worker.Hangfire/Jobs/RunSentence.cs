using System.Globalization;
using Worker.Servicing.Ledger;
using Worker.Servicing.Runs;

namespace Worker.Hangfire.Jobs;

internal static class RunSentence
{
    /// <summary>The line: which run, for which day, where it stands, its counters.</summary>
    public static string Of(RunReport report)
    {
        string run = string.Create(CultureInfo.InvariantCulture, $"Run {report.RunId} of {report.Job} for {report.BusinessDate:yyyy-MM-dd}");
        string how = report.Opening switch
        {
            RunOpening.Joined => "was under way already and was joined; it ",
            RunOpening.AlreadyFinished => "was over already, and nothing was done; it ",
            _ => "",
        };
        string reason = report.StopReason is { Length: > 0 } text ? $": {text.TrimEnd('.')}" : "";
        return $"{run} {how}{Verb(report)}{reason}. {Counters(report)}";
    }

    private static string Verb(RunReport report) => report.State switch
    {
        RunState.Completed => "is completed",
        RunState.SetAside when report.IsTriedAgain => "was set aside",
        RunState.SetAside => "is completed, with rows set aside",
        RunState.Stopped => "was stopped",
        RunState.Failed => "has failed",
        RunState.Superseded => "was superseded",
        RunState.Cancelled => "was cancelled",
        _ => "is under way",
    };

    private static string Counters(RunReport report) => report.Counts.Count == 0
        ? "There was nothing to do."
        : string.Join("; ", report.Counts.Select(count => string.Create(
            CultureInfo.InvariantCulture, $"{count.Key} {count.Value:N0}{AmountsOf(report, count.Key)}"))) + ".";

    /// <summary>The amounts of a counter, in brackets; empty where it has none.</summary>
    public static string AmountsOf(RunReport report, string counter)
    {
        string amounts = string.Join(", ", report.Amounts
            .Where(currency => currency.Value.ContainsKey(counter) && Currency.TryParse(currency.Key, out _))
            .Select(currency => new Money(currency.Value[counter], Currency.Parse(currency.Key)).ToString()));
        return amounts.Length == 0 ? "" : $" ({amounts})";
    }
}

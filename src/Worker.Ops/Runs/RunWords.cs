using Worker.Data.Queries;
using Worker.Servicing.Jobs;
using Worker.Servicing.Operations;

namespace Worker.Ops.Runs;

internal static class RunWords
{
    private static readonly HashSet<string> Actions = new(
        ["toDebit", "toAsk", "posted", "takenBack", "dueSoon", "overdue", "toSend", "scheduled", "due", "cured", "writtenOff"], StringComparer.Ordinal);

    /// <summary>Whether a preview's counter is about something that would be done, rather than left out.</summary>
    public static bool IsAction(string counter) => Actions.Contains(counter);

    /// <summary>What started a run, with the operator's name where somebody did.</summary>
    public static string TriggeredBy(RunRecord run)
    {
        string trigger = Texts.Runs.Name("Trigger", run.Trigger);
        return run.Trigger == RunTrigger.Manual.Name() ? $"{trigger}: {run.Actor}" : trigger;
    }

    public static string Sentence(IEnumerable<RunCounter> counters) => string.Join(
        Texts.Site["SentenceSeparator"],
        counters.Select(counter => string.Join(
            Texts.Site["ListSeparator"],
            [
                $"{Texts.Runs.Name("Counter", counter.Name)} {SiteLanguage.Current.Count(counter.Count)}",
                .. counter.Amounts.OrderBy(amount => amount.Key, StringComparer.Ordinal).Select(amount => SiteLanguage.Current.Amount(amount.Value, amount.Key)),
            ])));
}

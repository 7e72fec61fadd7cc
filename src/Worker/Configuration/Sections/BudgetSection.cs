using Worker.Configuration.Reading;
using Worker.Servicing.Channels;

namespace Worker.Configuration.Sections;

internal static class BudgetSection
{
    private const string Allowed = "like [ { \"Attempts\": 10, \"Hours\": 24 }, { \"Attempts\": 20, \"Days\": 30 } ]";

    /// <summary>The budgets, or the channel's own where none are given; an empty list is none.</summary>
    public static IReadOnlyList<AttemptBudget> Read(SectionReader channel, IReadOnlyList<AttemptBudget> fallback) =>
        channel.Items("Budgets", Allowed) is { } items ? [.. items.Select(ReadOne)] : fallback;

    private static AttemptBudget ReadOne(SectionReader section)
    {
        if (!section.IsGiven("Attempts"))
        {
            section.Findings.Refuse($"{section.KeyOf("Attempts")} is missing: a whole number from 1 to 10000");
        }

        if (section.IsGiven("Hours") == section.IsGiven("Days"))
        {
            section.Findings.Refuse($"{section.Path} is a budget without its window: either Hours or Days, one of the two");
        }

        int attempts = section.Whole("Attempts", 1, 1, 10_000);
        int hours = section.Whole("Hours", 0, 1, 8760);
        int days = section.Whole("Days", 0, 1, 365);
        return new AttemptBudget(attempts, TimeSpan.FromHours(hours) + TimeSpan.FromDays(days));
    }
}

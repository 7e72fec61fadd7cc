using Worker.Configuration.Reading;
using Worker.Servicing.AutoDebit;

namespace Worker.Configuration.Sections;

internal static class AutoDebitSection
{
    private const int LastDay = 3650;

    public static AutoDebitSettings Read(SectionReader section)
    {
        var builtIn = new AutoDebitSettings();
        int window = section.Whole("ErrorWindow", builtIn.ErrorWindow, 1, 100_000);
        return builtIn with
        {
            Retries = Retries(section, builtIn.Retries),
            LeadDays = section.Whole("LeadDays", builtIn.LeadDays, 0, 30),
            IncludeLateFees = section.Flag("IncludeLateFees", builtIn.IncludeLateFees),
            MaximumRunAmounts = section.Amounts("MaxRunAmount", allowsZero: false),
            ErrorWindow = window,
            ErrorWindowMinimum = section.Whole("ErrorWindowMinimum", Math.Min(builtIn.ErrorWindowMinimum, window), 1, window),
            MaximumErrorShare = (double)section.Number("MaximumErrorShare", (decimal)builtIn.MaximumErrorShare, 0, 1),
        };
    }

    private static RetrySchedule Retries(SectionReader section, RetrySchedule builtIn) => new()
    {
        Days = section.List<IReadOnlyList<int>>(
            "Days",
            builtIn.Days,
            TryRetryDays,
            $"whole numbers of days after the due date from 0 to {LastDay}, ascending, each once, at least one"),
        MaximumPerDay = section.Whole("MaximumPerDay", builtIn.MaximumPerDay, 1, 100),
        MinimumGap = section.Span("MinimumGapHours", builtIn.MinimumGap, TimeSpan.FromHours(1), 0, 720),
    };

    private static bool TryRetryDays(string text, out IReadOnlyList<int> days) =>
        ListReading.TryDays(text, 0, LastDay, out days) && IsAscending(days);

    private static bool IsAscending(IReadOnlyList<int> days) =>
        days.Count > 0 && days.Zip(days.Skip(1)).All(pair => pair.First < pair.Second);
}

using Worker.Servicing.Calendar;

namespace Worker.Servicing.Runs;

/// <summary>Which business date an occasion of a job works for.</summary>
public enum BusinessDateRule
{
    /// <summary>The local day on which the occasion falls.</summary>
    ThatDay = 1,

    /// <summary>The day before: the one that closed at midnight.</summary>
    DayJustClosed,
}

public static class BusinessDateRules
{
    /// <summary>The business date an occasion works for. The day comes from its name, so a late start changes nothing.</summary>
    public static DateOnly DateOf(this BusinessDateRule rule, Occasion occasion) => rule.DateOf(occasion.LocalDate);

    /// <summary>The business date that a run on a local day works for.</summary>
    public static DateOnly DateOf(this BusinessDateRule rule, DateOnly localDate) => rule switch
    {
        BusinessDateRule.ThatDay => localDate,
        BusinessDateRule.DayJustClosed => localDate.AddDays(-1),
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, null),
    };
}

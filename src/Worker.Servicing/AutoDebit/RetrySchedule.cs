using System.ComponentModel.DataAnnotations;
using Worker.Servicing.Settings;

namespace Worker.Servicing.AutoDebit;

/// <summary>When a due installment is tried, as configured under <c>AutoDebit</c>.</summary>
public sealed record RetrySchedule
{
    private const int LastDay = 3650;

    /// <summary>Days after the due date on which a try is due; ascending, each once, 0 or more, at least one.</summary>
    [Allowed("whole numbers of days after the due date from 0 to 3650, ascending, each once, at least one", nameof(AreDays))]
    public IReadOnlyList<int> Days { get; init; } = [0, 1, 3, 5, 10, 15, 20, 30];

    /// <summary>Attempts per installment and business date, 1 or more.</summary>
    [Range(1, 100)]
    public int MaxPerDay { get; init; } = 2;

    /// <summary>Time between two attempts on one installment, not negative.</summary>
    [Duration("Hours", 0, 720)]
    public TimeSpan MinimumGap { get; init; } = TimeSpan.FromHours(4);

    private static bool AreDays(IReadOnlyList<int> days) =>
        days is [>= 0, .., <= LastDay] or [>= 0 and <= LastDay] && days.Zip(days.Skip(1)).All(pair => pair.First < pair.Second);
}

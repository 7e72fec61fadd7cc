using System.ComponentModel.DataAnnotations;
using Worker.Servicing.Messages;
using Worker.Servicing.Settings;

namespace Worker.Servicing.Reminders;

/// <summary>When customers are written to about an installment, as configured under <c>Reminders</c>.</summary>
public sealed record ReminderSettings
{
    /// <summary>Days before the due date on which the due notice is written; each once, 0 or more.</summary>
    [Allowed("whole numbers of days from 0 to 365, each once, or none", nameof(AreDaysBefore))]
    public IReadOnlyList<int> DueSoonDays { get; init; } = [3, 1];

    /// <summary>Days past due on which the overdue notice is written; each once, 1 or more.</summary>
    [Allowed("whole numbers of days from 1 to 3650, each once, or none", nameof(AreDaysPast))]
    public IReadOnlyList<int> OverdueDays { get; init; } = [1, 3, 7, 15, 30];

    /// <summary>A notice that could not be sent for more days than this is dropped; 0 or more.</summary>
    [Range(0, 365)]
    public int StaleAfterDays { get; init; } = 3;

    [Allowed("two different times like 22:00-08:00, less than the whole day, or none")]
    public QuietHours QuietHours { get; init; } = QuietHours.Default;

    private static bool AreDaysBefore(IReadOnlyList<int> days) => days.All(day => day is >= 0 and <= 365) && days.Distinct().Count() == days.Count;

    private static bool AreDaysPast(IReadOnlyList<int> days) => days.All(day => day is >= 1 and <= 3650) && days.Distinct().Count() == days.Count;
}

/// <param name="Kind"><see cref="MessageKind.DueSoon"/> or <see cref="MessageKind.Overdue"/>.</param>
public readonly record struct Notice(DateOnly DueOn, MessageKind Kind);

/// <summary>Which notice an unpaid installment gets on a business date.</summary>
public static class MessageSchedule
{
    /// <summary>The notice for an installment; null for none.</summary>
    public static MessageKind? NoticeOn(ReminderSettings settings, DateOnly businessDate, DateOnly dueOn)
    {
        int daysPastDue = businessDate.DayNumber - dueOn.DayNumber;
        if (daysPastDue > 0)
        {
            return settings.OverdueDays.Contains(daysPastDue) ? MessageKind.Overdue : null;
        }

        return settings.DueSoonDays.Contains(-daysPastDue) ? MessageKind.DueSoon : null;
    }

    /// <summary>The due dates that get a notice on a business date, each once, oldest first: the same rule, for a query.</summary>
    public static IReadOnlyList<Notice> NoticesOn(ReminderSettings settings, DateOnly businessDate) =>
    [
        .. settings.OverdueDays.Select(days => businessDate.AddDays(-days))
            .Concat(settings.DueSoonDays.Select(businessDate.AddDays))
            .Distinct()
            .Order()
            .Select(dueOn => (dueOn, kind: NoticeOn(settings, businessDate, dueOn)))
            .Where(notice => notice.kind is not null)
            .Select(notice => new Notice(notice.dueOn, notice.kind!.Value)),
    ];
}

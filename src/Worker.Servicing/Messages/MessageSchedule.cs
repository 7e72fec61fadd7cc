namespace Worker.Servicing.Messages;

/// <param name="Kind"><see cref="MessageKind.DueSoon"/> or <see cref="MessageKind.Overdue"/>.</param>
public readonly record struct Notice(DateOnly DueOn, MessageKind Kind);

/// <summary>Which notice an unpaid installment gets on a business date.</summary>
public static class MessageSchedule
{
    /// <summary>The notice for an installment; null for none.</summary>
    /// <param name="settings">The days.</param>
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

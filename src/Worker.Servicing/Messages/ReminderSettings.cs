namespace Worker.Servicing.Messages;

/// <summary>When customers are written to about an installment, as configured under <c>Reminders</c>.</summary>
public sealed record ReminderSettings
{
    /// <summary>Days before the due date on which the due notice is written; each once, 0 or more.</summary>
    public IReadOnlyList<int> DueSoonDays { get; init; } = [3, 1];

    /// <summary>Days past due on which the overdue notice is written; each once, 1 or more.</summary>
    public IReadOnlyList<int> OverdueDays { get; init; } = [1, 3, 7, 15, 30];

    /// <summary>A notice that could not go for more days than this is dropped; 0 or more.</summary>
    public int StaleAfterDays { get; init; } = 3;
}

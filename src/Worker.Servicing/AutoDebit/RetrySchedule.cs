namespace Worker.Servicing.AutoDebit;

/// <summary>When a due installment is tried, as configured under <c>AutoDebit</c>.</summary>
public sealed record RetrySchedule
{
    /// <summary>Days after the due date on which a try is due; ascending, each once, 0 or more, at least one.</summary>
    public IReadOnlyList<int> Days { get; init; } = [0, 1, 3, 5, 10, 15, 20, 30];

    /// <summary>Attempts per installment and business date, 1 or more.</summary>
    public int MaximumPerDay { get; init; } = 2;

    /// <summary>Time between two attempts on one installment, not negative.</summary>
    public TimeSpan MinimumGap { get; init; } = TimeSpan.FromHours(4);
}

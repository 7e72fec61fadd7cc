using System.ComponentModel.DataAnnotations;

namespace Worker.Servicing.Retention;

/// <summary>The <c>Retention</c> section: how long <c>worker prune</c> leaves what is over. Ledger and audit log stay for ever.</summary>
public sealed record RetentionSettings
{
    /// <summary>The shortest retention, in days: a month's work can always be looked up, whatever is configured.</summary>
    public const int LeastDays = 31;

    /// <summary>The longest retention, in days.</summary>
    public const int MostDays = 36_500;

    /// <summary>What holds where nothing is configured, in days: a year and a month.</summary>
    public const int DefaultDays = 400;

    /// <summary>Days after which finished messages go; more than a notice takes to become stale.</summary>
    [Range(LeastDays, MostDays)]
    public int MessageDays { get; init; } = DefaultDays;

    /// <summary>Days after which settled attempts go; more than any budget looks back, and more than the retry schedule lasts.</summary>
    [Range(LeastDays, MostDays)]
    public int AttemptDays { get; init; } = DefaultDays;

    /// <summary>Days after which finished runs go, with their slices, counters and errors.</summary>
    [Range(LeastDays, MostDays)]
    public int RunDays { get; init; } = DefaultDays;

    /// <summary>Days after which notices before debits go, counted from the last day on which one could be made.</summary>
    [Range(LeastDays, MostDays)]
    public int NoticeDays { get; init; } = DefaultDays;

    /// <summary>Days after which sessions of the ops site that are over go; who signed in and when stays in the audit log.</summary>
    [Range(LeastDays, MostDays)]
    public int SessionDays { get; init; } = DefaultDays;
}

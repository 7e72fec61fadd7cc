using System.Globalization;

namespace Worker.Servicing.Reconciliation;

/// <summary>Attempts in doubt by age, since each was first sent.</summary>
/// <param name="Fresh">Younger than the age of a warning.</param>
/// <param name="Warnings">Old enough for a warning, not yet for an alarm.</param>
/// <param name="Oldest">The oldest of all; null when there is none.</param>
public sealed record DoubtAges(long Fresh, long Warnings, long Alarms, OldestDoubt? Oldest)
{
    public static DoubtAges None { get; } = new(0, 0, 0, null);

    public long Total => Fresh + Warnings + Alarms;

    /// <summary>A sentence for an operator; null while no doubt is old.</summary>
    public string? Alert => Warnings + Alarms == 0 || Oldest is not OldestDoubt oldest
        ? null
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{Warnings + Alarms} debit(s) have been in doubt for long, {Alarms} of them for long enough to be an alarm; "
            + $"the oldest is order {oldest.OrderNumber} on {oldest.Channel}, sent at {oldest.SentAt.UtcDateTime:yyyy-MM-dd HH:mm}Z.");
}

/// <summary>The attempt that has been in doubt for longest.</summary>
/// <param name="OrderNumber">Its order number.</param>
public sealed record OldestDoubt(string OrderNumber, string Channel, DateTimeOffset SentAt);

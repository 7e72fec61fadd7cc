namespace Worker.Servicing.Channels;

/// <summary>When, how early and how much a channel may be debited. Outside of it a debit is deferred, not failed.</summary>
public sealed record ChannelWindow
{
    /// <summary>Any hour, any amount, not before the due date's lead days.</summary>
    public static ChannelWindow AlwaysOpen { get; } = new();

    /// <summary>First moment of the day in the channel's zone; null for the whole day.</summary>
    public TimeOnly? OpensAt { get; init; }

    /// <summary>First moment that is closed again; before <see cref="OpensAt"/> when the window spans midnight.</summary>
    public TimeOnly? ClosesAt { get; init; }

    /// <summary>The zone the hours are in.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>How many days before the due date a debit may be made; 0 by default.</summary>
    public int MaximumDaysBeforeDue { get; init; }

    /// <summary>Largest single debit, minor units per currency code; a currency not named has no maximum.</summary>
    public IReadOnlyDictionary<string, long> MaximumAmounts { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);
}

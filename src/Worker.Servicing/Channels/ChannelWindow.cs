using System.ComponentModel.DataAnnotations;
using Worker.Servicing.Calendar;
using Worker.Servicing.Settings;

namespace Worker.Servicing.Channels;

/// <summary>When, how early and how much a channel may be debited. Outside of it a debit is deferred, not failed.</summary>
public sealed record ChannelWindow
{
    /// <summary>Any hour, any amount, not before the due date's lead days.</summary>
    public static ChannelWindow AlwaysOpen { get; } = new();

    /// <summary>The two times below as they are configured; the whole day has neither.</summary>
    public DailyHours Hours
    {
        get => new(OpensAt ?? TimeOnly.MinValue, ClosesAt ?? TimeOnly.MinValue);
        init => (OpensAt, ClosesAt) = value.From == value.To ? default((TimeOnly?, TimeOnly?)) : (value.From, value.To);
    }

    /// <summary>First moment of the day in the channel's zone; null for the whole day.</summary>
    [NoKey]
    public TimeOnly? OpensAt { get; init; }

    /// <summary>First moment that is closed again; before <see cref="OpensAt"/> when the window spans midnight.</summary>
    [NoKey]
    public TimeOnly? ClosesAt { get; init; }

    /// <summary>The zone the hours are in.</summary>
    [KeyName("HoursTimeZone")]
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>How many days before the due date a debit may be made; 0 by default.</summary>
    [Range(0, 365)]
    public int MaxDaysBeforeDue { get; init; }

    /// <summary>Largest single debit, minor units per currency code; a currency not named has no maximum.</summary>
    [Amounts]
    public IReadOnlyDictionary<string, long> MaxAmount { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);
}

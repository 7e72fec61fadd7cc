using System.ComponentModel.DataAnnotations;
using Worker.Servicing.Calendar;
using Worker.Servicing.Currencies;
using Worker.Servicing.Settings;

namespace Worker.Servicing.Channels;

/// <summary>Why a debit waits that a channel could take another time. A deferral is no attempt.</summary>
public enum WindowDeferral
{
    OutsideHours = 1,

    /// <summary>The channel does not debit this long before the due date.</summary>
    TooEarly,

    /// <summary>The amount is over the channel's largest single debit: time alone won't help.</summary>
    OverMaximum,
}

/// <param name="Deferral">Why not; null when it may.</param>
/// <param name="OpensAt">For <see cref="WindowDeferral.OutsideHours"/>, when the channel opens next, in UTC; otherwise null.</param>
public readonly record struct WindowDecision(WindowDeferral? Deferral, DateTimeOffset? OpensAt = null)
{
    public static WindowDecision Open { get; }

    public bool IsOpen => Deferral is null;
}

public static class ChannelWindowRule
{
    /// <summary>
    /// Decides on one debit. Of several reasons it returns the one that lasts longest: the amount, then the date, then the hours.
    /// </summary>
    public static WindowDecision Decide(ChannelWindow window, DateTimeOffset now, DateOnly businessDate, DateOnly dueOn, Money amount)
    {
        if (window.MaxAmount.TryGetValue(amount.Currency.Code, out long maximum) && amount.Minor > maximum)
        {
            return new WindowDecision(WindowDeferral.OverMaximum);
        }

        return dueOn.DayNumber - businessDate.DayNumber > window.MaxDaysBeforeDue
            ? new WindowDecision(WindowDeferral.TooEarly)
            : DecideHours(window, now);
    }

    /// <summary>Decides by the hours alone, which hold for every debit of the channel.</summary>
    public static WindowDecision DecideHours(ChannelWindow window, DateTimeOffset now)
    {
        var hours = new DailyHours(window.OpensAt ?? TimeOnly.MinValue, window.ClosesAt ?? TimeOnly.MinValue);
        if (hours.From == hours.To)
        {
            return WindowDecision.Open;
        }

        var zone = new BusinessZone(window.Zone);
        return hours.EndWhenInside(now, zone) is not null
            ? WindowDecision.Open
            : new WindowDecision(WindowDeferral.OutsideHours, hours.NextStart(now, zone));
    }
}

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

    [KeyName("HoursTimeZone")]
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>How many days before the due date a debit may be made; 0 by default.</summary>
    [Range(0, 365)]
    public int MaxDaysBeforeDue { get; init; }

    /// <summary>Largest single debit, minor units per currency code; a currency not named has no maximum.</summary>
    [Amounts]
    public IReadOnlyDictionary<string, long> MaxAmount { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);
}

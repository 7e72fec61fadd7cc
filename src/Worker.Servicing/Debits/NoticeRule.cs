using Worker.Servicing.Calendar;
using Worker.Servicing.Channels;
using Worker.Servicing.Currencies;
using Worker.Servicing.Ledger;

namespace Worker.Servicing.Debits;

/// <summary>Which notice covers a debit, and when a new one has to be given.</summary>
public static class NoticeRule
{
    /// <summary>The notice in force with the largest remaining amount; null when none has any left.</summary>
    /// <param name="notices">What was announced for one installment.</param>
    /// <param name="currency">ISO code of the debit.</param>
    public static GivenNotice? InForce(
        IEnumerable<GivenNotice> notices, PaymentMethod method, string currency, ChannelSettings channel, DateTimeOffset now)
    {
        DateOnly day = new BusinessZone(channel.Window.Zone).DateAt(now);
        return About(notices, method, currency)
            .Where(notice => notice.AcceptedAt is DateTimeOffset accepted
                && now - accepted >= channel.NoticeAtLeast
                && now - accepted <= channel.NoticeAtMost
                && day >= notice.DebitFrom
                && day <= notice.DebitUntil
                && notice.Left > 0)
            .MaxBy(notice => notice.Left);
    }

    /// <summary>
    /// The business dates for which a notice has to be given now: those that could be debited under it, up to the day after
    /// the first one, so that a missed run can be caught up with.
    /// </summary>
    public static IEnumerable<DateOnly> DaysToAnnounce(ChannelSettings channel, BusinessZone zone, DateTimeOffset now)
    {
        DateOnly first = zone.DateAt(now + channel.NoticeAtLeast);
        for (DateOnly day = first; day <= first.AddDays(1); day = day.AddDays(1))
        {
            if (EndOf(day, zone) <= now + channel.NoticeAtMost)
            {
                yield return day;
            }
        }
    }

    /// <summary>
    /// The amount to announce so that all that is owed can be debited on a business date; 0 when that was done, or when the
    /// channel refused.
    /// </summary>
    /// <param name="notices">What was announced for one installment.</param>
    public static long ToAnnounce(
        IEnumerable<GivenNotice> notices, PaymentMethod method, Money owed, ChannelSettings channel, DateOnly businessDate, BusinessZone zone)
    {
        long announced = 0;
        foreach (GivenNotice notice in About(notices, method, owed.Currency.Code)
            .Where(notice => notice.DebitFrom <= businessDate && businessDate <= notice.DebitUntil))
        {
            if (notice.State == NoticeState.Refused)
            {
                return 0;
            }

            if (notice.AcceptedAt is not DateTimeOffset accepted || EndOf(businessDate, zone) <= accepted + channel.NoticeAtMost)
            {
                announced += notice.Left;
            }
        }

        return Math.Max(0, owed.Minor - announced);
    }

    /// <summary>The days on which a notice that is given now lets a channel be debited, in the channel's zone.</summary>
    public static (DateOnly From, DateOnly Until) DebitDays(ChannelSettings channel, DateTimeOffset now)
    {
        var zone = new BusinessZone(channel.Window.Zone);
        return (zone.DateAt(now + channel.NoticeAtLeast), zone.DateAt(now + channel.NoticeAtMost));
    }

    private static IEnumerable<GivenNotice> About(IEnumerable<GivenNotice> notices, PaymentMethod method, string currency) =>
        notices.Where(notice => notice.PaymentMethodId == method.PaymentMethodId && notice.Token == method.Token && notice.Currency == currency);

    private static DateTimeOffset EndOf(DateOnly day, BusinessZone zone) => zone.InstantOf(day.AddDays(1), TimeOnly.MinValue);
}

public enum NoticeState
{
    /// <summary>No answer yet, or the message has not been sent yet.</summary>
    Asked = 1,

    Accepted,

    /// <summary>The channel refused it, or its message was given up.</summary>
    Refused,
}

/// <summary>A notice given before one installment is debited from one payment method.</summary>
public sealed record GivenNotice
{
    public required string NoticeNumber { get; init; }

    public required long InstallmentId { get; init; }

    public required long PaymentMethodId { get; init; }

    /// <summary>The method's token at that time: a new token needs a new notice.</summary>
    public required string Token { get; init; }

    /// <summary>The total that may be debited under it, minor units.</summary>
    public required long Amount { get; init; }

    /// <summary>ISO code of the amounts.</summary>
    public required string Currency { get; init; }

    /// <summary>First day on which it may be debited, in the channel's zone.</summary>
    public required DateOnly DebitFrom { get; init; }

    /// <summary>Last day on which it may be debited, in the channel's zone.</summary>
    public required DateOnly DebitUntil { get; init; }

    public required NoticeState State { get; init; }

    /// <summary>Whether a message to the customer is the notice, rather than a call to the channel.</summary>
    public bool IsByMessage { get; init; }

    /// <summary>Null while it is not accepted.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>The sum of its attempts that succeeded or are open, minor units; declined ones use nothing.</summary>
    public long Used { get; init; }

    /// <summary>What may still be debited under it, minor units.</summary>
    public long Left => Math.Max(0, Amount - Used);
}

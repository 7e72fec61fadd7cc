using Worker.Servicing.Calendar;
using Worker.Servicing.Channels;
using Worker.Servicing.Currencies;
using Worker.Servicing.Ledger;

namespace Worker.Servicing.Debits;

/// <summary>Under which notice a debit may be made, and when one has to be asked for.</summary>
public static class NoticeRule
{
    /// <summary>The notice that leaves room for most; null when none that is in force leaves any.</summary>
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
    /// The business dates for which a notice has to be asked for now: those that could be debited under it, up to the day
    /// after the first one, so that a run that was missed can be made up.
    /// </summary>
    /// <param name="zone">The business zone.</param>
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
    /// What has to be announced so that all that is owed can be debited on a business date; 0 when that was done, or when the
    /// channel has refused.
    /// </summary>
    /// <param name="notices">What was announced for one installment.</param>
    /// <param name="owed">What is owed on it.</param>
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

/// <summary>What became of a notice.</summary>
public enum NoticeState
{
    /// <summary>On its way: no answer came, or the message has not left yet.</summary>
    Asked = 1,

    Accepted,

    /// <summary>The channel will not have it, or its message was given up.</summary>
    Refused,
}

/// <summary>What was announced before a debit of one installment from one payment method.</summary>
public sealed record GivenNotice
{
    public required string NoticeNumber { get; init; }

    public required long InstallmentId { get; init; }

    public required long PaymentMethodId { get; init; }

    /// <summary>The method's token as it was announced: a new token wants a new notice.</summary>
    public required string Token { get; init; }

    /// <summary>What may be debited under it in all, minor units.</summary>
    public required long Amount { get; init; }

    /// <summary>ISO code of the amounts.</summary>
    public required string Currency { get; init; }

    /// <summary>First day on which it may be debited, in the channel's zone.</summary>
    public required DateOnly DebitFrom { get; init; }

    /// <summary>Last day on which it may be debited, in the channel's zone.</summary>
    public required DateOnly DebitUntil { get; init; }

    public required NoticeState State { get; init; }

    /// <summary>Whether a message to the customer is the notice, and not a call of the channel.</summary>
    public bool IsByMessage { get; init; }

    /// <summary>When it was accepted; null while it was not.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>What attempts under it that succeeded or are open come to, minor units; declined ones use up nothing.</summary>
    public long Used { get; init; }

    /// <summary>What may still be debited under it, minor units.</summary>
    public long Left => Math.Max(0, Amount - Used);
}

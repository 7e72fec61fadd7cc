using Worker.Servicing.Channels;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger;

namespace Worker.Servicing.Debits.Reconciliation;

/// <summary>Whether an order that never arrived may be sent again: never where a new debit of the same method could not be.</summary>
public static class ResendRule
{
    public static bool MaySend(
        OpenDebit open, ChannelSettings channel, IReadOnlySet<string> switchesOff, Holds holds, IEnumerable<PaymentMethod> methods, DateOnly businessDate, DateTimeOffset now) =>
        open.Autopay
        && IsWithinTime(open, channel, now)
        && !switchesOff.Contains(SwitchNames.AllDebits)
        && !switchesOff.Contains(SwitchNames.OfChannel(channel.Name))
        && !holds.Cover(open.Attempt.CustomerId, open.Attempt.PlanId)
        && ChannelWindowRule.DecideHours(channel.Window, now).IsOpen
        && (open.AllowsFallback || (open.DesignatedMethodId ?? open.Attempt.PaymentMethodId) == open.Attempt.PaymentMethodId)
        && methods.Any(method => method.PaymentMethodId == open.Attempt.PaymentMethodId && method.IsActive && method.Token == open.Attempt.Token
            && method.Mandate.IsValidOn(businessDate) && method.Mandate.Covers(open.Attempt.Amount));

    /// <summary>The alarm for an order that is not found after its channel may have forgotten it: that is no longer an answer.</summary>
    public static RunError TooLate(DebitAttempt attempt) => new(
        "not-found-too-late", $"order {attempt.OrderNumber}", $"{attempt.Channel} does not find it, so long after it was first sent that this is no answer; it is not sent again.");

    /// <summary>Whether the channel still remembers the order number of a debit.</summary>
    public static bool IsWithinTime(OpenDebit open, ChannelSettings channel, DateTimeOffset now) =>
        channel.Resend is not TimeSpan within || now - open.Attempt.SentAt < within;
}

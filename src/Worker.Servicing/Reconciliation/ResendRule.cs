using Worker.Servicing.Channels;
using Worker.Servicing.Ledger;

namespace Worker.Servicing.Reconciliation;

/// <summary>Whether an order that never arrived may be sent again: never where a new debit of the same method could not be.</summary>
public static class ResendRule
{
    /// <param name="methods">The customer's methods.</param>
    public static bool MaySend(
        OpenDebit open, ChannelSettings channel, IReadOnlySet<string> switchesOff, Holds holds, IEnumerable<PaymentMethod> methods, DateTimeOffset now) =>
        open.Autopay
        && IsWithinTime(open, channel, now)
        && !switchesOff.Contains("debits")
        && !switchesOff.Contains($"channel:{channel.Name}")
        && !holds.Cover(open.Attempt.CustomerId, open.Attempt.PlanId)
        && ChannelWindowRule.DecideHours(channel.Window, now).IsOpen
        && (open.DesignatedMethodId ?? open.Attempt.PaymentMethodId) == open.Attempt.PaymentMethodId
        && methods.Any(method => method.PaymentMethodId == open.Attempt.PaymentMethodId && method.IsActive && method.Token == open.Attempt.Token);

    /// <summary>True while the channel still knows an order number by which it was asked to debit.</summary>
    public static bool IsWithinTime(OpenDebit open, ChannelSettings channel, DateTimeOffset now) =>
        channel.ResendWithin is not TimeSpan within || now - open.Attempt.SentAt < within;
}

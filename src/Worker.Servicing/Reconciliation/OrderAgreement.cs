using Worker.Servicing.AutoDebit;
using Worker.Servicing.Channels;

namespace Worker.Servicing.Reconciliation;

/// <summary>Whether what a channel says of an order agrees with how it was settled.</summary>
public static class OrderAgreement
{
    /// <summary>True when it agrees, false when it contradicts, null when the channel gave no answer.</summary>
    /// <param name="settled">A state that is not in doubt.</param>
    public static bool? Of(AttemptState settled, ChannelOutcome outcome) => (settled, outcome) switch
    {
        (AttemptState.Succeeded, ChannelOutcome.Succeeded) => true,
        (AttemptState.Declined, ChannelOutcome.Declined) => true,

        // Never processed: that the channel does not know it, or knows it as refused, is the same.
        (AttemptState.Rejected or AttemptState.Withdrawn, ChannelOutcome.NotFound or ChannelOutcome.Declined or ChannelOutcome.Rejected) => true,
        (_, ChannelOutcome.Unknown or ChannelOutcome.NotProcessed or ChannelOutcome.NotSent) => null,
        _ => false,
    };
}

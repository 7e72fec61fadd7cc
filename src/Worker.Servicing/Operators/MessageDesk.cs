using System.Globalization;
using Worker.Servicing.Calendar;
using Worker.Servicing.Messages;

namespace Worker.Servicing.Operators;

/// <summary>
/// The lever <c>send again</c>. A copy is a message of its own, with a key that says it was sent by hand, so that no mail is
/// ever sent twice under one key; it says what the first one said, and goes the way of every message.
/// </summary>
public sealed class MessageDesk(IMessageCopies store, OutboxSettings settings, BusinessZone zone, TimeProvider time)
{
    private const string Mark = ":copy:";

    /// <summary>Whether a key is that of a copy that an operator asked for.</summary>
    public static bool IsCopy(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Contains(Mark, StringComparison.Ordinal);
    }

    /// <summary>Why a message can't be sent again as of now; null when it can.</summary>
    public LeverRefusal? RefusalOf(KeptMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        MessageFacts facts = message.Facts;
        return message switch
        {
            { State: "waiting" } => LeverRefusal.StillWaiting,
            { Recipient.Address: "" } => LeverRefusal.NoAddress,
            { HasBadAddress: true } => LeverRefusal.BadAddress,
            { IsCourtesy: true, CourtesyOff: true } => LeverRefusal.Unsubscribed,
            _ when Staleness.IsStale(
                message.Kind, facts.BusinessDate, facts.DebitOn ?? facts.DueOn, message.IsPaid, zone.DateAt(time.GetUtcNow()), settings.StaleAfterDays) => LeverRefusal.Stale,
            _ => null,
        };
    }

    /// <summary>Puts a copy into the outbox; once for each deed, however often it is asked for.</summary>
    /// <exception cref="LeverRefusedException">
    /// There is no such message, it still waits, what it says is no longer so, the customer unsubscribed from it, or the
    /// address is known to be bad.
    /// </exception>
    public async Task<LeverOutcome> SendAgainAsync(long messageId, Guid deed, OperatorNote note, CancellationToken cancellationToken)
    {
        bool isNew = await store.CopyAsync(messageId, message => Copy(message, deed), note, time.GetUtcNow(), cancellationToken)
            ?? throw new LeverRefusedException($"There is no message {messageId}.") { Refusal = LeverRefusal.Unknown };
        return new LeverOutcome(isNew, isNew ? $"A copy of message {messageId} is in the outbox." : $"This copy of message {messageId} is in the outbox already.");
    }

    private OutboxMessage Copy(KeptMessage message, Guid deed)
    {
        if (RefusalOf(message) is LeverRefusal refusal)
        {
            throw new LeverRefusedException($"Message {message.MessageId} can't be sent again: {refusal}.") { Refusal = refusal };
        }

        string key = string.Create(CultureInfo.InvariantCulture, $"{message.Kind.Name()}:{message.InstallmentId}{Mark}{deed:N}");
        return new OutboxMessage(key, message.Kind, message.CustomerId, message.PlanId, message.InstallmentId, message.IsCourtesy, message.Facts);
    }
}

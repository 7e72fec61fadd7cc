using System.Globalization;
using Worker.Servicing.Calendar;
using Worker.Servicing.Messages;

namespace Worker.Servicing.Operations;

/// <summary>
/// The lever <c>send again</c>. A copy is a message of its own, with a key that says it was sent by hand, so that no mail is
/// ever sent twice under one key; it says what the first one said, and goes the way of every message.
/// </summary>
public sealed class ResendMessage(IMessageCopies store, OutboxSettings settings, BusinessZone zone, TimeProvider time)
{
    private const string Mark = ":copy:";

    /// <summary>Whether a key is that of a copy that an operator asked for.</summary>
    public static bool IsCopy(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Contains(Mark, StringComparison.Ordinal);
    }

    /// <summary>Why a message can't be sent again as of now; null when it can.</summary>
    public RefusalReason? RefusalOf(StoredMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        MessageFacts facts = message.Facts;
        return message switch
        {
            { State: "waiting" } => RefusalReason.StillWaiting,
            { Recipient.Address: "" } => RefusalReason.NoAddress,
            { HasBadAddress: true } => RefusalReason.BadAddress,
            { IsCourtesy: true, CourtesyOff: true } => RefusalReason.Unsubscribed,
            _ when Staleness.IsStale(
                message.Kind, facts.BusinessDate, facts.DebitOn ?? facts.DueOn, message.IsPaid, zone.DateAt(time.GetUtcNow()), settings.StaleAfterDays) => RefusalReason.Stale,
            _ => null,
        };
    }

    /// <summary>Puts a copy into the outbox; once for each deed, however often it is asked for.</summary>
    /// <exception cref="OperationRefusedException">
    /// There is no such message, it still waits, what it says is no longer so, the customer unsubscribed from it, or the
    /// address is known to be bad.
    /// </exception>
    public async Task<OperationOutcome> SendAgainAsync(long messageId, Guid deed, OperatorNote note, CancellationToken cancellationToken)
    {
        bool isNew = await store.CopyAsync(messageId, message => Copy(message, deed), note, time.GetUtcNow(), cancellationToken)
            ?? throw new OperationRefusedException($"There is no message {messageId}.") { Refusal = RefusalReason.Unknown };
        return new OperationOutcome(isNew, isNew ? $"A copy of message {messageId} is in the outbox." : $"This copy of message {messageId} is in the outbox already.");
    }

    private OutboxMessage Copy(StoredMessage message, Guid deed)
    {
        if (RefusalOf(message) is RefusalReason refusal)
        {
            throw new OperationRefusedException($"Message {message.MessageId} can't be sent again: {refusal}.") { Refusal = refusal };
        }

        string key = string.Create(CultureInfo.InvariantCulture, $"{message.Kind.Name()}:{message.InstallmentId}{Mark}{deed:N}");
        return new OutboxMessage(key, message.Kind, message.CustomerId, message.PlanId, message.InstallmentId, message.IsCourtesy, message.Facts);
    }
}

/// <summary>Puts copies of messages into the outbox, each in one transaction with its line in the audit log.</summary>
public interface IMessageCopies
{
    /// <param name="copy">Makes the copy. What it throws undoes everything.</param>
    /// <returns>False when the outbox has the copy already, and then nothing was written; null when there is no such message.</returns>
    Task<bool?> CopyAsync(
        long messageId, Func<StoredMessage, OutboxMessage> copy, OperatorNote note, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>A message as the outbox keeps it, with whom it goes to.</summary>
public sealed record StoredMessage
{
    public required long MessageId { get; init; }

    public required string Key { get; init; }

    public required MessageKind Kind { get; init; }

    public required bool IsCourtesy { get; init; }

    public required MessageFacts Facts { get; init; }

    /// <summary>Where it stands: <c>waiting</c>, <c>sent</c>, <c>dropped</c>, <c>failed</c>, <c>noAddress</c>.</summary>
    public required string State { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was sent or given up; null while it waits.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>When it is tried next; null once it no longer waits.</summary>
    public DateTimeOffset? NextTryAt { get; init; }

    public required int Tries { get; init; }

    public string? Detail { get; init; }

    public required long CustomerId { get; init; }

    public required long PlanId { get; init; }

    public required long InstallmentId { get; init; }

    /// <summary>Who it goes to, by name and address; the address is empty where there is none.</summary>
    public required Recipient Recipient { get; init; }

    public required bool IsPaid { get; init; }

    /// <summary>The customer is known not to be reached at this address.</summary>
    public required bool HasBadAddress { get; init; }

    public required bool CourtesyOff { get; init; }

    public bool IsCopy => ResendMessage.IsCopy(Key);
}

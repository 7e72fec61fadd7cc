using System.Globalization;
using Worker.Servicing.Calendar;
using Worker.Servicing.Messages;

namespace Worker.Servicing.Operations;

/// <summary>
/// Sends a message again, as a message of its own whose key says that an operator asked for it: no mail is ever sent twice under
/// one key. It says what the first one said, and is sent as every message is.
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

    /// <summary>Puts a copy into the outbox; once for each request, however often it is sent.</summary>
    /// <exception cref="OperationRefusedException">
    /// There is no such message, it still waits, it is out of date, the customer unsubscribed from it, or the
    /// address is known to be bad.
    /// </exception>
    public async Task<OperationOutcome> ResendAsync(long messageId, Guid requestId, OperatorNote note, CancellationToken cancellationToken)
    {
        bool isNew = await store.CopyAsync(messageId, message => Copy(message, requestId), note, time.GetUtcNow(), cancellationToken)
            ?? throw new OperationRefusedException($"There is no message {messageId}.") { Refusal = RefusalReason.Unknown };
        return new OperationOutcome(isNew, isNew ? $"A copy of message {messageId} is in the outbox." : $"This copy of message {messageId} is in the outbox already.");
    }

    private OutboxMessage Copy(StoredMessage message, Guid requestId)
    {
        if (RefusalOf(message) is RefusalReason refusal)
        {
            throw new OperationRefusedException($"Message {message.MessageId} can't be sent again: {refusal}.") { Refusal = refusal };
        }

        string key = string.Create(CultureInfo.InvariantCulture, $"{message.Kind.Name()}:{message.InstallmentId}{Mark}{requestId:N}");
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

/// <summary>A message in the outbox, with its recipient.</summary>
public sealed record StoredMessage
{
    public required long MessageId { get; init; }

    public required string Key { get; init; }

    public required MessageKind Kind { get; init; }

    public required bool IsCourtesy { get; init; }

    public required MessageFacts Facts { get; init; }

    /// <summary><c>waiting</c>, <c>sent</c>, <c>dropped</c>, <c>failed</c> or <c>noAddress</c>.</summary>
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

    /// <summary>The address is empty where there is none.</summary>
    public required Recipient Recipient { get; init; }

    public required bool IsPaid { get; init; }

    /// <summary>The customer is known not to be reached at this address.</summary>
    public required bool HasBadAddress { get; init; }

    public required bool CourtesyOff { get; init; }

    public bool IsCopy => ResendMessage.IsCopy(Key);
}

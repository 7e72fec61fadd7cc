namespace Worker.Servicing.Messages;

/// <summary>A message on its way into the outbox. Its key is unique there: the same mail is never written twice (law).</summary>
/// <param name="Key">Kind, installment, and business date, order number or ledger entry.</param>
public sealed record OutboxMessage(
    string Key,
    MessageKind Kind,
    long CustomerId,
    long PlanId,
    long InstallmentId,
    bool IsCourtesy,
    MessageFacts Facts)
{
    /// <summary>It is kept back until then; null for not at all.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>A message of which there is one per installment and business date.</summary>
    public static string KeyFor(MessageKind kind, long installmentId, DateOnly businessDate) =>
        $"{kind.Name()}:{installmentId}:{businessDate:yyyy-MM-dd}";

    /// <summary>A message of which there is one per ledger entry.</summary>
    public static string KeyFor(MessageKind kind, long installmentId, long entryId) => $"{kind.Name()}:{installmentId}:{entryId}";

    /// <summary>A message of which there is one per debit attempt.</summary>
    public static string KeyFor(MessageKind kind, long installmentId, string orderNumber) =>
        $"{kind.Name()}:{installmentId}:{orderNumber}";
}

/// <param name="Language">A BCP 47 tag: <c>zh-CN</c> or <c>en</c>; any other is written in English.</param>
public sealed record Recipient(string Name, string Address, string Language)
{
    /// <summary>The language alone: names and addresses never reach a log.</summary>
    public override string ToString() => $"recipient ({Language})";
}

/// <summary>
/// What a message says, without its recipient: kept as JSON in the outbox, so that a message is rendered when it is sent. Holds no
/// name, no address and no full token.
/// </summary>
public sealed record MessageFacts
{
    public required string PlanReference { get; init; }

    /// <summary>The installment's number in its plan, from 1.</summary>
    public required int Number { get; init; }

    public required int Count { get; init; }

    /// <summary>ISO code of every amount here.</summary>
    public required string Currency { get; init; }

    /// <summary>The amount the message is about, minor units: what will be debited, was debited, or is owed in all.</summary>
    public required long Amount { get; init; }

    /// <summary>Late fees contained in <see cref="Amount"/>, minor units.</summary>
    public long LateFees { get; init; }

    public required DateOnly DueOn { get; init; }

    /// <summary>The day it will be debited, for a <see cref="MessageKind.DueSoon"/> that announces a debit on another day than the due date.</summary>
    public DateOnly? DebitOn { get; init; }

    /// <summary>The business date the message is for: of the debit, of the notice.</summary>
    public required DateOnly BusinessDate { get; init; }

    /// <summary>The channel that will be or was debited; null when the customer pays by hand.</summary>
    public string? Channel { get; init; }

    /// <summary>The last four characters by which the customer knows the payment method; null where they would tell too much of its token.</summary>
    public string? MethodEnding { get; init; }

    /// <summary>The order number of the debit a receipt or a failure is about.</summary>
    public string? OrderNumber { get; init; }

    /// <summary>The channel's decline code, for <see cref="MessageKind.DebitFailed"/> and <see cref="MessageKind.MethodSuspended"/>.</summary>
    public string? DeclineCode { get; init; }

    /// <summary>Days past due, for <see cref="MessageKind.Overdue"/>.</summary>
    public int DaysPastDue { get; init; }

    /// <summary>The last four characters of a token of at least three times as many; null for any other.</summary>
    public static string? EndingOf(string? token) =>
        token is { Length: >= 12 } && token[^4..].All(char.IsAsciiLetterOrDigit) ? token[^4..] : null;
}

/// <summary>A message that waits in the outbox, with its recipient and the state of its installment.</summary>
public sealed record WaitingMessage
{
    public required long MessageId { get; init; }

    public required string Key { get; init; }

    public required MessageKind Kind { get; init; }

    public required bool IsCourtesy { get; init; }

    public required MessageFacts Facts { get; init; }

    public required Recipient Recipient { get; init; }

    /// <summary>The customer's time zone, for quiet hours.</summary>
    public required string TimeZone { get; init; }

    public required int Tries { get; init; }

    public required bool IsPaid { get; init; }

    /// <summary>The customer is known not to be reached at this address.</summary>
    public required bool HasBadAddress { get; init; }

    public required bool CourtesyOff { get; init; }

    /// <summary>A courtesy message whose plan or customer is on hold.</summary>
    public required bool IsOnHold { get; init; }
}

/// <summary>Whether a message that was held back is out of date by the time it can be sent.</summary>
public static class Staleness
{
    /// <summary>
    /// True for a notice (due soon, overdue, debit failed) whose installment has been paid meanwhile or whose business date
    /// is too long past, and for a due notice once the day that it announces is past. What happened stays true: other kinds are never stale.
    /// </summary>
    /// <param name="dueOn">The day that a due notice announces: the due date, or that of a later debit.</param>
    /// <param name="staleAfterDays">After more days than this it is too late, 0 or more.</param>
    public static bool IsStale(
        MessageKind kind,
        DateOnly businessDate,
        DateOnly dueOn,
        bool isPaid,
        DateOnly today,
        int staleAfterDays) => kind switch
        {
            MessageKind.DueSoon => today > dueOn || IsOutdated(businessDate, isPaid, today, staleAfterDays),
            MessageKind.Overdue or MessageKind.DebitFailed => IsOutdated(businessDate, isPaid, today, staleAfterDays),
            _ => false,
        };

    private static bool IsOutdated(DateOnly businessDate, bool isPaid, DateOnly today, int staleAfterDays) =>
        isPaid || today.DayNumber - businessDate.DayNumber > staleAfterDays;
}

namespace Worker.Servicing.Messages;

/// <summary>
/// What a message says, without who it says it to: kept as JSON in the outbox, so that a message can be rendered when it
/// goes out. Holds no name, no address and no whole token.
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

    /// <summary>The day it will be debited, for a <see cref="MessageKind.DueSoon"/> that announces another debit than the due date's.</summary>
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

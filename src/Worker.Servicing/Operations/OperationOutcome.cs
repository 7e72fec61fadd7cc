using System.Globalization;
using Worker.Servicing.Jobs;

namespace Worker.Servicing.Operations;

/// <param name="MayHaveBeenSent">How many orders were open and not withdrawn within a second after the action.</param>
public sealed record OperationOutcome(bool Changed, string Message, int MayHaveBeenSent = 0);

/// <summary>Why an operation was refused, for whoever says it in another language than the message does.</summary>
public enum RefusalReason
{
    Other = 0,

    Unknown,

    /// <summary>The amount is not one of the currency, or not above 0.</summary>
    NotAnAmount,

    NothingOwed,

    MoreThanOwed,

    /// <summary>The day is over, or has not come yet.</summary>
    WrongDay,

    /// <summary>A text is missing, too long, or has a line break.</summary>
    NotAText,

    ReferenceTaken,

    LedgerMoved,

    UnreadableLedger,

    /// <summary>Only a payment that was not debited, or a waiver, can be taken back.</summary>
    NotReversible,

    /// <summary>A later payment or waiver was counted on top of it.</summary>
    DependedOn,

    /// <summary>The method was revoked: the customer has to bind it anew.</summary>
    Revoked,

    /// <summary>The order is not lost: its channel may have it.</summary>
    NotLost,

    /// <summary>The channel does not say, for good, that it never got the order.</summary>
    MayHaveArrived,

    /// <summary>A run is asking about the order, or sending it again.</summary>
    UnderWay,

    StillWaiting,

    Stale,

    Unsubscribed,

    BadAddress,

    NoAddress,
}

/// <summary>An operation was not possible as requested. Nothing was changed; the message tells the operator why.</summary>
public sealed class OperationRefusedException : Exception
{
    public OperationRefusedException(string message)
        : base(message)
    {
    }

    public OperationRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public OperationRefusedException()
    {
    }

    public RefusalReason Refusal { get; init; }
}

/// <summary>Who acts, and why: what the audit log keeps of every operation.</summary>
public sealed record OperatorNote
{
    /// <summary>The longest actor or reason, in UTF-16 units.</summary>
    public const int MaximumLength = 320;

    /// <exception cref="OperationRefusedException">
    /// One of them is missing or blank, longer than <see cref="MaximumLength"/>, or has a control character or a line break.
    /// </exception>
    public OperatorNote(Actor actor, string? reason)
    {
        Actor = actor with { Name = Checked("actor", actor.Name) };
        Reason = Checked("reason", reason);
    }

    /// <inheritdoc cref="OperatorNote(Actor, string?)"/>
    public OperatorNote(string? actor, string? reason)
        : this(new Actor(actor ?? ""), reason)
    {
    }

    public Actor Actor { get; }

    public string Reason { get; }

    private static string Checked(string name, string? text)
    {
        string trimmed = (text ?? "").Trim();
        if (trimmed.Length == 0)
        {
            throw new OperationRefusedException($"The {name} is missing: the audit log needs one.");
        }

        if (trimmed.Length > MaximumLength)
        {
            throw new OperationRefusedException($"The {name} has {trimmed.Length} characters: {MaximumLength} are allowed.");
        }

        return trimmed.Any(IsControl) ? throw new OperationRefusedException($"The {name} has a control character or a line break.") : trimmed;
    }

    private static bool IsControl(char character) => char.GetUnicodeCategory(character) is
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
